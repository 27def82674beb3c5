#include "pg/server_message.hpp"

#include <array>
#include <utility>

namespace zdm::pg {
namespace {

std::string_view next_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

void append_line(std::string& text, std::string_view line) {
  if (!text.empty()) text += '\n';
  text += line;
}

// "LINE 12: ", before the part of the statement that the error is about.
bool is_excerpt(std::string_view line) {
  return line.starts_with("LINE ") &&
         line.substr(5).find_first_not_of("0123456789") == line.substr(5).find(':');
}

std::string without_full_stop(std::string text) {
  if (text.ends_with('.') && !text.ends_with("..")) text.pop_back();
  return text;
}

}  // namespace

std::string ServerMessage::text() const {
  const std::string what = without_full_stop(primary);
  return detail.empty() ? what : what + "; " + without_full_stop(detail);
}

ServerMessage read_server_message(std::string_view text) {
  ServerMessage message;
  std::string rest;  // what nobody asks for
  const std::array<std::pair<std::string_view, std::string*>, 5> labels{{
      {"DETAIL:  ", &message.detail},
      {"HINT:  ", &message.hint},
      {"QUERY:  ", &rest},
      {"CONTEXT:  ", &rest},
      {"LOCATION:  ", &rest},
  }};
  std::string* part = &message.primary;
  std::string_view first = next_line(text);
  if (const std::size_t severity = first.find(":  "); severity != std::string_view::npos)
    first.remove_prefix(severity + 3);
  append_line(*part, first);
  while (!text.empty()) {
    std::string_view line = next_line(text);
    if (is_excerpt(line)) part = &rest;
    for (const auto& [label, target] : labels) {
      if (!line.starts_with(label)) continue;
      line.remove_prefix(label.size());
      part = target;
    }
    append_line(*part, line);
  }
  for (std::string* each : {&message.primary, &message.detail, &message.hint})
    *each = std::string(trimmed(*each));
  message.hint = without_full_stop(std::move(message.hint));
  return message;
}

std::string on_one_line(std::string_view text) {
  std::string joined;
  while (!text.empty()) {
    const std::string_view line = trimmed(next_line(text));
    if (line.empty()) continue;
    if (!joined.empty()) joined += "; ";
    joined += line;
  }
  return joined;
}

}  // namespace zdm::pg
