#include "sql/expression.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "core/error.hpp"
#include "sql/parse.hpp"

namespace zdm {
namespace {

using nlohmann::json;

constexpr std::string_view kExpressionPrefix = "SELECT ";
constexpr std::string_view kStatementPrefix = "SELECT (";

// An expression within the statement that was parsed, `offset` bytes from its beginning.
struct Parsed {
  std::string error;
  json tree;
  std::string text;
  std::size_t offset = 0;
};

const json* only_select(const ParseTree& parsed) {
  if (!parsed.error.empty() || parsed.statements.size() != 1) return nullptr;
  const json& statement = parsed.statements[0].at("stmt");
  return statement.contains("SelectStmt") ? &statement["SelectStmt"] : nullptr;
}

// SELECT with one unnamed target and no clause at all.
bool is_bare_target(const json& select) {
  constexpr std::array<std::string_view, 3> kAlways{"targetList", "limitOption", "op"};
  for (const auto& [clause, value] : select.items())
    if (std::find(kAlways.begin(), kAlways.end(), clause) == kAlways.end()) return false;
  if (select.value("op", "") != "SETOP_NONE" || !select.contains("targetList")) return false;
  const json& targets = select["targetList"];
  if (targets.size() != 1 || targets[0].at("ResTarget").contains("name")) return false;
  const json& value = targets[0]["ResTarget"]["val"];
  return !(value.contains("ColumnRef") && value["ColumnRef"]["fields"][0].contains("A_Star"));
}

// A trailing comment must not swallow the parenthesis.
std::string in_parentheses(const std::string& text) { return fmt::format("SELECT ({}\n)", text); }

// Both forms have to parse: `a) + (b` does so only in parentheses, `ALL a` only without them.
Parsed parse_expression(const std::string& text) {
  const ParseTree enclosed = parse(in_parentheses(text));
  if (!enclosed.error.empty()) return {enclosed.error, {}, {}, 0};
  const std::string as_target = std::string(kExpressionPrefix) + text;
  ParseTree target = parse(as_target);
  if (const json* select = only_select(target); select && is_bare_target(*select))
    return {{}, std::move(target.statements), as_target, kExpressionPrefix.size()};
  const ParseTree alone = parse(text);
  const json* select = only_select(alone);
  if (!select || select->contains("intoClause")) return {"is not a single expression", {}, {}, 0};
  return {{}, enclosed.statements, in_parentheses(text), kStatementPrefix.size()};
}

std::string field_name(const json& field) { return field.at("String").value("sval", ""); }

bool is_word(const std::string& text, const Token& token, std::string_view word) {
  const std::string_view found =
      std::string_view(text).substr(token.begin, token.end - token.begin);
  return std::equal(found.begin(), found.end(), word.begin(), word.end(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
}

// Where a reference of so many names ends: names with dots between, each perhaps followed by
// UESCAPE and its character.
std::size_t end_of_reference(const std::string& text, const std::vector<Token>& tokens,
                             std::size_t begin, std::size_t names) {
  auto token = std::lower_bound(tokens.begin(), tokens.end(), begin,
                                [](const Token& t, std::size_t at) { return t.begin < at; });
  std::size_t end = begin;
  for (std::size_t i = 0; i < names && token != tokens.end(); ++i) {
    if (i > 0 && ++token == tokens.end()) break;  // past the dot
    end = token->end;
    if (++token != tokens.end() && is_word(text, *token, "uescape") && ++token != tokens.end())
      end = (token++)->end;
  }
  return end;
}

class Reader {
 public:
  explicit Reader(const Parsed& parsed) : parsed_(parsed), tokens_(scan(parsed.text)) {}

  ExpressionAnalysis read() {
    std::vector<const json*> pending{&parsed_.tree};
    while (!pending.empty()) {
      const json& node = *pending.back();
      pending.pop_back();
      if (!node.is_structured()) continue;
      if (node.is_object()) look_at(node);
      for (const json& child : node) pending.push_back(&child);
    }
    std::sort(found_.columns.begin(), found_.columns.end(),
              [](const ColumnUse& a, const ColumnUse& b) { return a.begin < b.begin; });
    return std::move(found_);
  }

 private:
  void look_at(const json& node) {
    if (node.contains("ColumnRef")) add_reference(node["ColumnRef"]);
    if (node.contains("FuncCall")) add_function(node["FuncCall"]);
    // The one around a bare SELECT counts as well: it is a subquery where the expression will
    // stand.
    if (node.contains("SubLink")) found_.has_subquery = true;
  }

  void add_reference(const json& reference) {
    const json& fields = reference.at("fields");
    if (fields.back().contains("A_Star")) {
      found_.reads_whole_row = found_.reads_whole_row || fields.size() > 1;
      return;
    }
    const std::size_t begin = reference.at("location").get<std::size_t>();
    const std::size_t end = end_of_reference(parsed_.text, tokens_, begin, fields.size());
    ColumnUse use{
        {}, Identifier(field_name(fields.back())), begin - parsed_.offset, end - parsed_.offset};
    if (fields.size() > 1) use.qualifier = Identifier(field_name(fields[fields.size() - 2]));
    found_.columns.push_back(std::move(use));
  }

  void add_function(const json& call) {
    std::string name;
    for (const json& part : call.at("funcname")) {
      if (!name.empty()) name += '.';
      name += field_name(part);
    }
    found_.functions.push_back(std::move(name));
  }

  const Parsed& parsed_;
  std::vector<Token> tokens_;
  ExpressionAnalysis found_;
};

bool may_be_of(const ColumnUse& use, const Identifier& row) {
  return !use.qualifier || *use.qualifier == row;
}

// An expression that cannot be parsed: each word of it may be a name.
std::map<Identifier, ColumnId> occurring(const std::string& text, const Identifier& row,
                                         const std::map<Identifier, ColumnId>& columns) {
  std::map<Identifier, ColumnId> found;
  const std::vector<Token> tokens = scan(text);
  for (const Token& token : tokens) {
    const std::string word = text.substr(token.begin, token.end - token.begin);
    if (word.starts_with("U&") || word.starts_with("u&")) return columns;
    for (const auto& [name, id] : columns)
      if (word == name.quoted() || is_word(text, token, name.str())) found[name] = id;
    if (word == row.quoted() || is_word(text, token, row.str())) return columns;
  }
  return tokens.empty() ? columns : found;
}

// Two quotes in a row would be one quote in a name, and U&"a" is a name with escapes.
std::string apart(const std::string& before, const std::string& replacement, char after) {
  const bool space_before = !before.empty() && (before.back() == '"' || before.back() == '&');
  return (space_before ? " " : "") + replacement + (after == '"' ? " " : "");
}

[[noreturn]] void refuse(const SqlExpression& expression, std::string_view why) {
  throw Error(ErrorKind::failed,
              fmt::format("the columns of \"{}\" cannot be replaced: {}", expression.text(), why));
}

}  // namespace

ExpressionAnalysis analyze(const SqlExpression& expression) {
  const Parsed parsed = parse_expression(expression.text());
  if (!parsed.error.empty()) {
    ExpressionAnalysis unknown;
    unknown.error = parsed.error;
    return unknown;
  }
  return Reader(parsed).read();
}

bool reads_row(const ExpressionAnalysis& analysis, const Identifier& row,
               const std::map<Identifier, ColumnId>& columns) {
  if (analysis.reads_whole_row) return true;
  if (columns.contains(row)) return false;
  return std::any_of(analysis.columns.begin(), analysis.columns.end(),
                     [&](const ColumnUse& use) { return !use.qualifier && use.name == row; });
}

BoundExpression bind_columns(const SqlExpression& expression, const Identifier& row,
                             const std::map<Identifier, ColumnId>& columns) {
  const ExpressionAnalysis analysis = analyze(expression);
  if (!analysis.error.empty()) return {expression, occurring(expression.text(), row, columns)};
  if (reads_row(analysis, row, columns)) return {expression, columns};
  BoundExpression bound{expression, {}};
  for (const ColumnUse& use : analysis.columns) {
    const auto column = columns.find(use.name);
    if (column != columns.end() && may_be_of(use, row)) bound.columns.insert(*column);
  }
  return bound;
}

std::string why_not_replaceable(const ExpressionAnalysis& analysis) {
  if (!analysis.error.empty()) return analysis.error;
  if (analysis.has_subquery) return "it has a subquery";
  if (analysis.reads_whole_row) return "it reads the whole row";
  return "";
}

SqlExpression replace_columns(const BoundExpression& expression,
                              const std::map<ColumnId, Sql>& replacements) {
  const ExpressionAnalysis analysis = analyze(expression.text);
  const std::string why_not = why_not_replaceable(analysis);
  if (!why_not.empty()) refuse(expression.text, why_not);
  const std::string& text = expression.text.text();
  std::string result;
  std::size_t done = 0;
  for (const ColumnUse& use : analysis.columns) {
    const auto column = expression.columns.find(use.name);
    if (column == expression.columns.end()) continue;
    const auto replacement = replacements.find(column->second);
    if (replacement == replacements.end()) continue;
    result += text.substr(done, use.begin - done);
    result +=
        apart(result, replacement->second.text(), use.end < text.size() ? text[use.end] : ' ');
    done = use.end;
  }
  return SqlExpression(result + text.substr(done));
}

SqlExpression rename_columns(const BoundExpression& expression,
                             const std::map<ColumnId, Identifier>& names) {
  std::map<ColumnId, Sql> replacements;
  for (const auto& [id, name] : names) replacements[id] = sql("{}", name);
  return replace_columns(expression, replacements);
}

bool is_single_expression(std::string_view text) {
  return parse_expression(std::string(text)).error.empty();
}

}  // namespace zdm
