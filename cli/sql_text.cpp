#include "sql_text.hpp"

#include <algorithm>

namespace zdm::cli {

std::string indented(std::string_view text, std::string_view indent) {
  std::string lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (end > begin) (lines += indent) += text.substr(begin, end - begin);
    lines += '\n';
    begin = end + 1;
  }
  return lines;
}

std::string terminated(std::string text) {
  while (!text.empty() && (text.back() == ';' || text.back() == ' ' || text.back() == '\n'))
    text.pop_back();
  const std::size_t last_line = text.rfind('\n') + 1;  // 0 where there is only one line
  return text + (text.find("--", last_line) == std::string::npos ? ";" : "\n;");
}

std::string script_of(const std::vector<Statement>& statements) {
  std::string script;
  for (const Statement& statement : statements) script += terminated(statement.sql.text()) + "\n";
  return script;
}

}  // namespace zdm::cli
