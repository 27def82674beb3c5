#include "sql/sql.hpp"

namespace zdm {

std::string to_sql(const SqlExpression& part) {
  // A comment at the end of the expression must not swallow the parenthesis.
  const bool comment = part.text().find("--") != std::string::npos;
  return "(" + part.text() + (comment ? "\n)" : ")");
}

std::string to_sql(const Literal& part) {
  std::string text = "'";
  for (char c : part.value) {
    if (c == '\'') text += '\'';
    text += c;
  }
  return text + '\'';
}

Sql join(const std::vector<Sql>& parts, std::string_view separator) {
  std::string text;
  for (const Sql& part : parts) {
    if (!text.empty()) text += separator;
    text += part.text();
  }
  return Sql::raw(std::move(text));
}

}  // namespace zdm
