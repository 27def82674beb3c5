#include "lint/allowance.hpp"

#include <fmt/format.h>

#include <optional>
#include <sstream>
#include <string_view>

#include "sql/parse.hpp"

namespace zdm::lint {
namespace {

constexpr std::string_view kMark = "zdm:";
constexpr std::string_view kBecause = "because";

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

std::string_view without_marks(std::string_view comment) {
  if (comment.starts_with("/*")) {
    comment.remove_prefix(2);
    if (comment.ends_with("*/")) comment.remove_suffix(2);
  }
  while (comment.starts_with("-")) comment.remove_prefix(1);
  return trimmed(comment);
}

std::string next_word(std::string_view& text) {
  const std::size_t end = std::min(text.find_first_of(" \t\r\n,"), text.size());
  const std::string word(text.substr(0, end));
  text.remove_prefix(end);
  const std::size_t next = text.find_first_not_of(" \t\r\n,");
  text.remove_prefix(std::min(next, text.size()));
  return word;
}

std::optional<Allowance> allowance(std::string_view comment, std::size_t offset) {
  std::string_view rest = without_marks(comment);
  if (!rest.starts_with(kMark)) return std::nullopt;
  rest = trimmed(rest.substr(kMark.size()));
  Allowance found;
  found.offset = offset;
  const std::string verb = next_word(rest);
  if (verb != "allow") {
    found.problem = fmt::format("\"zdm: {}\" is nothing that lint knows", verb);
    return found;
  }
  while (!rest.empty()) {
    const std::string word = next_word(rest);
    if (word == kBecause) {
      found.reason = trimmed(rest);
      break;
    }
    found.codes.push_back(word);
  }
  if (found.codes.empty()) found.problem = "\"zdm: allow\" names no code";
  return found;
}

}  // namespace

std::vector<Allowance> allowances(const std::string& text) {
  std::vector<Allowance> found;
  if (text.find(kMark) == std::string::npos) return found;
  for (const Token& token : comments(text))
    if (auto one = allowance(std::string_view(text).substr(token.begin, token.end - token.begin),
                             token.begin))
      found.push_back(std::move(*one));
  return found;
}

}  // namespace zdm::lint
