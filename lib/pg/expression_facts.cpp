#include "pg/expression_facts.hpp"

#include <fmt/format.h>

#include "embedded/sql.hpp"
#include "pg/psql_query.hpp"
#include "sql/expression.hpp"
#include "sql/parse.hpp"

namespace zdm::pg {
namespace {

constexpr std::string_view kUndefinedColumn = "42703";
constexpr std::string_view kSyntaxError = "42601";

// What an expression of this use is called in messages.
std::string_view name_of(ExpressionUse use) {
  switch (use) {
    case ExpressionUse::row_value:
      return "an expression over a row";
    case ExpressionUse::default_value:
      return "a default";
    case ExpressionUse::condition:
      return "a condition";
    case ExpressionUse::index_key:
      return "an index or generated expression";
  }
  return {};
}

// A trailing comment must not swallow what comes behind.
std::string in_parentheses(const std::string& expression) { return "(" + expression + "\n)"; }

// Text that libpg_query does not know may be newer SQL than it, and only the server can judge. It
// is kept from leaving its parentheses.
std::string problem_of_unknown(const std::string& expression, const std::string& parser_error) {
  int depth = 0;
  const std::vector<Token> tokens = scan(expression);
  for (const Token& token : tokens) {
    const std::string word = expression.substr(token.begin, token.end - token.begin);
    if (word == "(") ++depth;
    if (word == ")" && --depth < 0) return parser_error;
    if (word == ";") return parser_error;
  }
  return depth == 0 && !tokens.empty() ? std::string() : parser_error;
}

// What the parser says of the text as it is: behind it, it would stumble over our own parenthesis.
std::string syntax_error(const std::string& expression) {
  return parse("SELECT " + expression).error;
}

// Empty: the text can only be one expression wherever it is put in parentheses.
std::string problem_of_text(const std::string& expression, const ExpressionAnalysis& analysis) {
  if (analysis.error.empty()) return {};
  if (parse("SELECT " + in_parentheses(expression)).error.empty())
    return "the expression " + analysis.error;
  const std::string error = syntax_error(expression);
  return problem_of_unknown(expression, error.empty() ? analysis.error : error);
}

// A row of NULLs with the scope's names and types, under the table's name.
std::string from_clause(const ExpressionQuestion& question) {
  if (question.scope.empty()) return {};
  std::vector<Sql> columns;
  for (const ScopeColumn& column : question.scope)
    columns.push_back(sql("NULL::{} AS {}", column.type, column.name));
  const Identifier row = question.table.empty() ? Identifier("row") : question.table;
  return sql("\nFROM (SELECT {}) AS {}", join(columns, ", "), row).text();
}

// Only what stands in WHERE may have subqueries but no aggregates, window functions and sets of
// rows: just what UPDATE … SET takes. Nothing is computed, as no row gets there.
std::string statement_for(const ExpressionQuestion& question) {
  std::string tested = in_parentheses(question.expression);
  if (question.use != ExpressionUse::condition) {
    if (!question.target.text.empty()) tested = "(" + tested + "::" + question.target.text + ")";
    tested += " IS NOT NULL";
  }
  return "SELECT 1" + from_clause(question) + "\nWHERE false AND " + tested;
}

std::string columns_of(const ExpressionQuestion& question) {
  if (question.scope.empty()) return fmt::format("{} reads no columns", name_of(question.use));
  std::string names;
  for (const ScopeColumn& column : question.scope)
    names += (names.empty() ? "" : ", ") + column.name.str();
  return "columns are " + names;
}

// The server's words, without where we have put the expression.
std::string message_of(const Attempt& attempt, const ExpressionQuestion& question) {
  if (!attempt.error) return {};
  std::string message = attempt.message();
  if (attempt.error->sqlstate() == kSyntaxError)
    if (std::string error = syntax_error(question.expression); !error.empty()) message = error;
  constexpr std::string_view kPlace = " are not allowed in WHERE";
  if (const auto at = message.find(kPlace); at != std::string::npos)
    message.replace(at, kPlace.size(),
                    fmt::format(" are not allowed in {}", name_of(question.use)));
  constexpr std::string_view kAnd = "argument of AND must be type boolean, not type ";
  if (message.starts_with(kAnd))
    message =
        "a condition must be of type boolean, and this is of type " + message.substr(kAnd.size());
  if (attempt.error->sqlstate() == kUndefinedColumn && attempt.error->hint().empty())
    message += "; " + columns_of(question);
  return message;
}

bool is_literal(const std::string& expression) {
  const ParseTree tree = parse("SELECT " + in_parentheses(expression));
  if (!tree.error.empty()) return false;
  const auto value =
      tree.statements.at(0).at("/stmt/SelectStmt/targetList/0/ResTarget/val"_json_pointer);
  return value.contains("A_Const");
}

// What is stored without a cast in its text: a literal takes the column's type, all else must
// become it by assignment.
bool is_stored(ExpressionUse use) {
  return use == ExpressionUse::default_value || use == ExpressionUse::index_key;
}

std::string problem_of_assignment(Session& session, Attempts& attempts,
                                  const ExpressionQuestion& question) {
  if (!is_stored(question.use) || question.target.text.empty() || is_literal(question.expression))
    return {};
  const Attempt typed = attempts.run("SELECT " + in_parentheses(question.expression) +
                                     from_clause(question) + "\nWHERE false");
  if (typed.error) return message_of(typed, question);
  const std::string source = std::to_string(typed.rows.types.at(0));
  const PsqlVariables types{{"source", source}, {"target", question.target.text}};
  if (!run_query(session, embedded::queries::assignment, types).empty()) return {};
  const std::string name = session.query("SELECT format_type($1, NULL)", {source}).value();
  return fmt::format(
      "{} of type {} cannot be stored in a column of type {}; write a cast: ({})::{}",
      name_of(question.use), name, question.target.text, question.expression, question.target.text);
}

ExpressionFacts judge(Session& session, Attempts& attempts, const ExpressionQuestion& question) {
  const ExpressionAnalysis analysis = analyze(SqlExpression(question.expression));
  ExpressionFacts facts;
  facts.error = problem_of_text(question.expression, analysis);
  if (facts.error.empty())
    facts.error = message_of(attempts.run(statement_for(question)), question);
  if (facts.error.empty() && analysis.has_subquery && question.use != ExpressionUse::row_value)
    facts.error = fmt::format("subqueries are not allowed in {}", name_of(question.use));
  if (facts.error.empty()) facts.error = problem_of_assignment(session, attempts, question);
  return facts;
}

}  // namespace

std::map<ExpressionQuestion, ExpressionFacts> about_expressions(
    Session& session, Attempts& attempts, const std::set<ExpressionQuestion>& questions) {
  std::map<ExpressionQuestion, ExpressionFacts> answers;
  for (const ExpressionQuestion& question : questions)
    answers[question] = judge(session, attempts, question);
  return answers;
}

}  // namespace zdm::pg
