#include "migration/yaml_text.hpp"

#include <algorithm>

#include "migration/text_position.hpp"

namespace zdm {
namespace {

// yaml-cpp needs some two hundred bytes for each byte of a bad text.
constexpr std::size_t kMaxBytes = std::size_t{1024} * 1024;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

Finding problem_at(const std::string& file, std::string_view text, std::size_t offset,
                   std::string code, std::string message) {
  const fields::Position at = position_of(text, offset);
  return {.code = std::move(code),
          .severity = Severity::error,
          .place = {file, {}, at.line, at.column},
          .message = std::move(message),
          .hint = {}};
}

bool is_forbidden(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7F;
}

// A carriage return by itself ends a line for some readers and vanishes for others.
std::size_t first_forbidden(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at)
    if (is_forbidden(text[at]) || (text[at] == '\r' && !text.substr(at + 1).starts_with('\n')))
      return at;
  return std::string_view::npos;
}

}  // namespace

std::optional<Finding> yaml_text_problem(const std::string& file, std::string_view text) {
  if (text.size() > kMaxBytes)
    return Finding{.code = "unreadable-file",
                   .severity = Severity::error,
                   .place = {file, {}, 0, 0},
                   .message = "is larger than 1 MiB, which is the most for YAML",
                   .hint = "split it, or write it as JSON"};
  if (const auto invalid = first_invalid_utf8(text))
    return problem_at(file, text, *invalid, "not-utf8", "is not UTF-8");
  if (const std::size_t at = first_forbidden(text); at != std::string_view::npos)
    return problem_at(file, text, at, "not-yaml",
                      "is not valid YAML: a control character stands here");
  return std::nullopt;
}

YamlText::YamlText(std::string_view text) : text_(text) {
  if (text_.starts_with(kByteOrderMark)) text_.remove_prefix(kByteOrderMark.size());
  characters_.reserve(text_.size() + 1);
  lines_.push_back(0);
  std::uint32_t count = 0;
  for (std::size_t at = 0; at < text_.size(); ++at) {
    characters_.push_back(count);
    if ((static_cast<unsigned char>(text_[at]) & 0xC0U) != 0x80U) ++count;
    if (text_[at] == '\n') lines_.push_back(at + 1);
  }
  characters_.push_back(count);
}

std::size_t YamlText::within(int offset) const {
  return std::min(static_cast<std::size_t>(std::max(offset, 0)), text_.size());
}

fields::Position YamlText::position(int offset) const {
  const std::size_t at = within(offset);
  const auto line = std::prev(std::upper_bound(lines_.begin(), lines_.end(), at));
  return {static_cast<int>(line - lines_.begin()) + 1,
          static_cast<int>(characters_[at] - characters_[*line]) + 1};
}

std::string_view YamlText::line(int offset) const {
  const std::size_t begin =
      *std::prev(std::upper_bound(lines_.begin(), lines_.end(), within(offset)));
  return text_.substr(begin, text_.find('\n', begin) - begin);
}

std::string YamlText::null_word(int offset) const {
  const std::string_view rest = text_.substr(within(offset));
  for (const char* word : {"~", "null", "Null", "NULL"})
    if (rest.starts_with(word)) return word;
  return {};
}

bool YamlText::is_cut_by_operator(int offset, std::string_view scalar) const {
  std::string_view rest = text_.substr(within(offset));
  if (!rest.starts_with(scalar)) return false;  // over several lines
  rest.remove_prefix(scalar.size());
  rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
  return rest.starts_with("#>") || (rest.starts_with("#-") && !rest.starts_with("#--"));
}

}  // namespace zdm
