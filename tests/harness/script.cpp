#include "harness/script.hpp"

#include <stdexcept>

#include "core/error.hpp"
#include "harness/dialect.hpp"
#include "harness/diff.hpp"
#include "sql/parse.hpp"

namespace zdm::harness {
namespace {

constexpr std::string_view kOutputIndent = "  ";

// A semicolon at the end of a line ends the statement, unless it is in a literal, a name or a body:
// then the text cannot be scanned, or its last token is another.
bool is_finished(const std::string& sql) {
  if (!sql.ends_with(";\n")) return false;
  const std::vector<Token> tokens = scan(sql);
  return !tokens.empty() && sql[tokens.back().begin] == ';';
}

bool is_between_statements(const std::string& line) {
  return line.empty() || line.starts_with("--");
}

std::string one_line(std::string_view value) {
  if (value.empty()) return "''";
  std::string text;
  for (char c : value) {
    if (c == '\n')
      text += "\\n";
    else
      text += c;
  }
  return text;
}

std::string to_line(const pg::Row& row) {
  std::string line(kOutputIndent);
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (i > 0) line += " | ";
    line += row[i] ? one_line(*row[i]) : "NULL";
  }
  return line + "\n";
}

}  // namespace

std::vector<ScriptStatement> parse_script(std::string_view text) {
  std::vector<ScriptStatement> script(1);
  for (const std::string& line : lines_of(text)) {
    ScriptStatement& open = script.back();
    if (open.sql.empty() && line.starts_with(kOutputIndent) && script.size() > 1) continue;
    if (open.sql.empty() && is_between_statements(line)) {
      open.lead += line + "\n";
      continue;
    }
    open.sql += line + "\n";
    if (is_finished(open.sql)) script.emplace_back();
  }
  if (!script.back().sql.empty())
    throw std::invalid_argument("a statement has no semicolon at its end");
  return script;
}

ScriptOutcome run_script(std::string_view text, pg::Session& session) {
  ScriptOutcome outcome;
  for (const ScriptStatement& statement : parse_script(text)) {
    outcome.text += statement.lead + statement.sql;
    if (statement.sql.empty()) continue;
    try {
      for (const pg::Row& row : session.query(statement.sql).rows) outcome.text += to_line(row);
    } catch (const Error& error) {
      outcome.text +=
          std::string(kOutputIndent) + "ERROR " + comparable_sqlstate(error.sqlstate()) + "\n";
      outcome.errors += "  " + statement.sql + "  " + error.what() + "\n";
    }
  }
  return outcome;
}

}  // namespace zdm::harness
