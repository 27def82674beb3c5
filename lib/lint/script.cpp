#include "lint/script.hpp"

#include <algorithm>
#include <regex>
#include <utility>

#include "sql/parse.hpp"
#include "sql/script.hpp"

namespace zdm::lint {
namespace {

// Where a line ends, its break left out.
std::size_t end_of_line(std::string_view text, std::size_t from) {
  return std::min(text.find('\n', from), text.size());
}

void blank(std::string& text, std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end; ++i)
    if (text[i] != '\n') text[i] = ' ';
}

bool begins_copy(std::string_view line) {
  static const std::regex copy(R"(\s*copy\b.*\bfrom\s+stdin\b.*;\s*)",
                               std::regex::icase | std::regex::optimize);
  return line.size() < 10'000 && std::regex_match(line.begin(), line.end(), copy);
}

// Blanks keep all offsets as they are.
void blank_copied_rows(std::string& text) {
  constexpr std::string_view kEnd = "\\.";
  if (text.find(kEnd) == std::string::npos) return;
  bool in_rows = false;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = end_of_line(text, begin);
    const std::string_view line = std::string_view(text).substr(begin, end - begin);
    const bool was_in_rows = in_rows;
    in_rows = in_rows ? !line.starts_with(kEnd) : begins_copy(line);
    if (was_in_rows) blank(text, begin, end);
    begin = end + 1;
  }
}

std::size_t behind_block_comment(std::string_view text, std::size_t at) {
  int depth = 0;
  while (at < text.size()) {
    if (text.substr(at).starts_with("/*")) {
      ++depth, at += 2;
    } else if (text.substr(at).starts_with("*/")) {
      at += 2;
      if (--depth == 0) break;
    } else {
      ++at;
    }
  }
  return at;
}

// Behind blanks, comments and psql's own commands.
std::size_t first_token(std::string_view text, std::size_t at) {
  constexpr std::string_view kBlank = " \t\r\n\f\v";
  while (at < text.size()) {
    const std::string_view rest = text.substr(at);
    if (kBlank.find(rest[0]) != std::string_view::npos)
      ++at;
    else if (rest.starts_with("--") || rest[0] == '\\')
      at = end_of_line(text, at);
    else if (rest.starts_with("/*"))
      at = behind_block_comment(text, at);
    else
      return at;
  }
  return text.size();
}

std::vector<ScriptSpan> spans_of(std::string& text) {
  std::vector<ScriptSpan> spans = script_spans(text);
  for (ScriptSpan& span : spans) {
    const std::size_t end = span.begin + span.size;
    span.begin = std::min(first_token(text, span.begin), end);
    span.size = end - span.begin;
  }
  std::erase_if(spans, [](const ScriptSpan& span) { return span.size == 0; });
  return spans;
}

// Before the scanner sees a backslash, which is no token of SQL.
void blank_psql_commands(std::string& text) {
  if (text.find("\n\\") == std::string::npos && !text.starts_with("\\")) return;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = end_of_line(text, begin);
    if (text[begin] == '\\') blank(text, begin, end);
    begin = end + 1;
  }
}

}  // namespace

ParsedStatement parse_statement(std::string text, std::size_t begin) {
  ParsedStatement statement{
      .text = std::move(text), .begin = begin, .error = {}, .node = {}, .tree = {}};
  auto tree = std::make_shared<const ParseTree>(parse(statement.text));
  statement.error = tree->error;
  if (statement.error.empty() && tree->statements.size() != 1)
    statement.error = "is not one statement";
  if (!statement.error.empty()) return statement;
  statement.node = SyntaxNode(tree->statements[0].at("stmt"));
  statement.tree = std::move(tree);
  return statement;
}

Script parse_script(std::string text) {
  Script script;
  script.text = std::move(text);
  std::string sql = script.text;
  blank_copied_rows(sql);
  blank_psql_commands(sql);
  for (const ScriptSpan& span : spans_of(sql))
    script.statements.push_back(parse_statement(sql.substr(span.begin, span.size), span.begin));
  script.allowances = allowances(sql);
  return script;
}

}  // namespace zdm::lint
