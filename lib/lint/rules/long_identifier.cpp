// The parser cuts them without a word, as the server does; only the text has them whole.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "core/identifier.hpp"
#include "lint/rules.hpp"
#include "sql/parse.hpp"

namespace zdm::lint::rules {
namespace {

bool is_name(std::string_view word) {
  const auto first = static_cast<unsigned char>(word.front());
  return first == '"' || first == '_' || first >= 0x80 || std::isalpha(first) != 0;
}

std::size_t name_size(std::string_view word) {
  if (word.front() != '"') return word.size();
  const auto quotes = std::count(word.begin(), word.end(), '"');
  return word.size() - 2 - static_cast<std::size_t>(quotes - 2) / 2;
}

}  // namespace

void long_identifier(const Subject& subject, Report& report) {
  const std::string& text = subject.statement.text;
  if (text.size() <= Identifier::kMaxBytes) return;
  for (const Token& token : scan(text)) {
    const std::string_view word =
        std::string_view(text).substr(token.begin, token.end - token.begin);
    if (is_name(word) && name_size(word) > Identifier::kMaxBytes)
      report.add(fmt::format("PostgreSQL cuts the name {} at 63 bytes", word));
  }
}

}  // namespace zdm::lint::rules
