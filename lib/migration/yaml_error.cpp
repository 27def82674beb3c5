#include "migration/yaml_error.hpp"

#include <array>
#include <utility>

namespace zdm {
namespace {

bool is_indented_by_a_tab(std::string_view line) {
  return line.substr(0, line.find_first_not_of(" \t")).find('\t') != std::string_view::npos;
}

struct Advice {
  std::string_view message;  // a part of yaml-cpp's
  std::string_view hint;
};

constexpr std::array<Advice, 10> kAdvice{{
    {"illegal map value",
     "text that holds \": \" needs quotes around it, and the keys of an object the same "
     "indentation"},
    {"unknown token", "text that begins with @, ` or % needs quotes around it"},
    {"anchor is not defined", "text that begins with * needs quotes around it"},
    {"cannot assign multiple", "text that begins with & or ! needs quotes around it"},
    {"document indicator in scalar", "a quote is not closed"},
    {"illegal flow end", "a bracket or brace is closed that is not the last one opened"},
    {"end of sequence flow not found", "a bracket is not closed"},
    {"end of map flow not found", "a brace is not closed"},
    {"end of sequence not found", "the entries of a list need the same indentation"},
    {"end of map not found", "the keys of an object need the same indentation"},
}};

std::string hint_for(std::string_view line, const std::string& message) {
  if (is_indented_by_a_tab(line)) return "indent with spaces: YAML takes no tabs there";
  for (const Advice& advice : kAdvice)
    if (message.find(advice.message) != std::string::npos) return std::string(advice.hint);
  return {};
}

}  // namespace

Finding yaml_error(const std::string& file, const fields::Position& position, std::string_view line,
                   const std::string& message) {
  return {.code = "not-yaml",
          .severity = Severity::error,
          .place = {file, {}, position.line, position.column},
          .message = "is not valid YAML: " + message,
          .hint = hint_for(line, message)};
}

}  // namespace zdm
