#include "markdown_text.hpp"

#include <string_view>

namespace zdm::cli {

std::string escaped(const std::string& text) {
  constexpr std::string_view kSpecial = "\\`*_{}[]<>#|~&";
  std::string result;
  for (const char c : text) {
    if (c == '\n') {
      result += ' ';
      continue;
    }
    if (kSpecial.find(c) != std::string_view::npos) result += '\\';
    result += c;
  }
  return result;
}

}  // namespace zdm::cli
