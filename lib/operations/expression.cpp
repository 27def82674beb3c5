#include "operations/expression.hpp"

#include <fmt/format.h>

#include <map>
#include <set>
#include <utility>
#include <vector>

#include "operations/find.hpp"
#include "sql/expression.hpp"

namespace zdm::operations {
namespace {

std::map<Identifier, ColumnId> ids_by_name(const Table& row) {
  std::map<Identifier, ColumnId> ids;
  for (const Column& column : row.columns) ids[column.name] = column.id;
  return ids;
}

std::vector<ScopeColumn> scope_of(const Table& row) {
  std::vector<ScopeColumn> scope;
  for (const Column& column : row.columns) scope.push_back({column.name, column.type});
  return scope;
}

void refuse_unknown_name(Draft& draft, const ColumnUse& use, const Table& row,
                         const fields::Location& where) {
  const std::string& name = use.name.str();
  if (use.qualifier)
    draft.refuse(where, "invalid-expression",
                 fmt::format("the row has no \"{}\".\"{}\"", use.qualifier->str(), name),
                 fmt::format("its columns are those of table \"{}\"; a subquery reads other tables",
                             row.name.str()));
  else
    draft.refuse(where, "missing-column",
                 fmt::format("table \"{}\" has no column \"{}\"", row.name.str(), name),
                 "columns are " + columns_of(row));
}

// Each unknown name once. Inside a subquery a name may be another table's: the server knows.
void refuse_unknown_names(Draft& draft, const ExpressionAnalysis& analysis, const Table& row,
                          const fields::Location& where) {
  if (analysis.has_subquery) return;
  std::set<std::pair<std::optional<Identifier>, Identifier>> seen;
  for (const ColumnUse& use : analysis.columns) {
    const bool of_row = !use.qualifier || *use.qualifier == row.name;
    const bool known = of_row && (row.column(use.name) != nullptr || use.name == row.name);
    if (!known && seen.emplace(use.qualifier, use.name).second)
      refuse_unknown_name(draft, use, row, where);
  }
}

// What the parser alone finds wrong. It knows PostgreSQL 15: where the server has taken what it
// does not know, the server is right.
void refuse_by_analysis(Draft& draft, const ExpressionAnalysis& analysis, ExpressionUse use,
                        const ExpressionFacts* answer, const fields::Location& where) {
  if (!analysis.error.empty() && answer == nullptr)
    draft.refuse(where, "invalid-expression", "this is no SQL expression: " + analysis.error);
  if (analysis.has_subquery && use != ExpressionUse::row_value)
    draft.refuse(where, "invalid-expression", "no subquery can stand here",
                 "make it a function if it must be");
}

// Only where nothing clearer has been said since the draft had that many findings.
void refuse_by_answer(Draft& draft, std::size_t findings, const ExpressionFacts* answer,
                      const fields::Location& where) {
  if (draft.findings() == findings && answer != nullptr && !answer->error.empty())
    draft.refuse(where, "invalid-expression", answer->error);
}

std::optional<Volatility> volatility_of(const ExpressionFacts* answer) {
  if (answer == nullptr) return std::nullopt;
  return answer->volatility;
}

Table named_as_in(const BoundExpression& expression, const Table& row) {
  Table scope;
  scope.name = row.name;
  for (const auto& [name, id] : expression.columns)
    if (const Column* column = row.column(id)) {
      scope.columns.push_back(*column);
      scope.columns.back().name = name;
    }
  return scope;
}

}  // namespace

Judged judge_over_row(Draft& draft, const SqlExpression& expression, ExpressionUse use,
                      const Table& row, const TypeName& target, const fields::Location& where) {
  const std::size_t findings = draft.findings();
  const ExpressionAnalysis analysis = analyze(expression);
  const ExpressionFacts* answer =
      draft.ask(ExpressionQuestion{expression.text(), use, row.name, scope_of(row), target});
  refuse_by_analysis(draft, analysis, use, answer, where);
  // With each column that comes or goes it would mean something else.
  if (use != ExpressionUse::row_value && reads_row(analysis, row.name, ids_by_name(row)))
    draft.refuse(where, "invalid-expression", "it reads the row as a whole",
                 "name the columns that it is about");
  refuse_unknown_names(draft, analysis, row, where);
  refuse_by_answer(draft, findings, answer, where);
  return {bind_columns(expression, row.name, ids_by_name(row)), volatility_of(answer)};
}

Judged judge_default(Draft& draft, const SqlExpression& expression, const TypeName& target,
                     const fields::Location& where) {
  const std::size_t findings = draft.findings();
  const ExpressionAnalysis analysis = analyze(expression);
  const ExpressionFacts* answer = draft.ask(
      ExpressionQuestion{expression.text(), ExpressionUse::default_value, {}, {}, target});
  refuse_by_analysis(draft, analysis, ExpressionUse::default_value, answer, where);
  if (!analysis.columns.empty() && !analysis.has_subquery)
    draft.refuse(where, "invalid-expression",
                 fmt::format("a default reads no columns, and \"{}\" is one",
                             analysis.columns.front().name.str()),
                 "a text is written in single quotes: 'abc'");
  refuse_by_answer(draft, findings, answer, where);
  return {{expression, {}}, volatility_of(answer)};
}

std::string objection(Draft& draft, const BoundExpression& expression, ExpressionUse use,
                      const Table& row) {
  const Table scope = named_as_in(expression, row);
  const ExpressionFacts* answer =
      draft.ask(ExpressionQuestion{expression.text.text(), use, scope.name, scope_of(scope), {}});
  return answer == nullptr ? "" : answer->error;
}

bool are_comparable(Draft& draft, const TypeName& one, const TypeName& other) {
  const ExpressionFacts* answer =
      draft.ask(ExpressionQuestion{"a = b",
                                   ExpressionUse::condition,
                                   Identifier("foreign_key"),
                                   {{Identifier("a"), one}, {Identifier("b"), other}},
                                   {}});
  return answer == nullptr || answer->error.empty();
}

BoundExpression itself(const Column& column) {
  return {SqlExpression(column.name.quoted()), {{column.name, column.id}}};
}

}  // namespace zdm::operations
