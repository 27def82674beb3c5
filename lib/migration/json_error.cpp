#include "migration/json_error.hpp"

#include <algorithm>

#include "migration/text_position.hpp"

namespace zdm {
namespace {

// "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error while parsing
// value
// - unexpected '}'; expected ']'; last read: '...'": only what is said of the error itself.
std::string essence(const std::string& what) {
  std::string text = what;
  const auto cut_front = [&](std::string_view marker) {
    if (const std::size_t at = text.find(marker); at != std::string::npos)
      text = text.substr(at + marker.size());
  };
  cut_front("] ");
  cut_front(": ");
  cut_front(" - ");
  if (const std::size_t at = text.find("; last read"); at != std::string::npos) text.resize(at);
  return text;
}

char last_before(std::string_view text, std::size_t offset) {
  while (offset > 0) {
    const char c = text[--offset];
    if (std::string_view(" \t\r\n").find(c) == std::string_view::npos) return c;
  }
  return '\0';
}

std::string hint_for(std::string_view text, std::size_t offset) {
  const char here = offset < text.size() ? text[offset] : '\0';
  const char before = last_before(text, offset);
  if ((here == '}' || here == ']') && before == ',') return "take away the comma before it";
  if (here == '\'') return "strings and keys stand in double quotes";
  if (here == '"' && before != ',' && before != '{' && before != '[' && before != ':')
    return "is there a comma missing before it?";
  return {};
}

}  // namespace

Finding json_error(std::string_view text, std::size_t position, const std::string& what) {
  const bool at_end = what.find("unexpected end of input") != std::string::npos ||
                      what.find("parse an empty input") != std::string::npos ||
                      what.find("missing closing quote") != std::string::npos;
  const std::size_t offset =
      at_end ? text.size() : std::min(position > 0 ? position - 1 : 0, text.size());
  const fields::Position at = position_of(text, offset);
  Finding finding{.code = "not-json",
                  .severity = Severity::error,
                  .place = {{}, {}, at.line, at.column},
                  .message = "is not valid JSON: " + essence(what),
                  .hint = hint_for(text, offset)};
  if (at_end) {
    finding.message = "is not valid JSON: the file ends too early";
    finding.hint = "a quote, bracket or brace is not closed";
  }
  return finding;
}

}  // namespace zdm
