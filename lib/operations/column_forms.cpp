#include "operations/column_forms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "fields/node.hpp"
#include "operations/carried_expressions.hpp"
#include "operations/dependents.hpp"
#include "operations/expression.hpp"
#include "operations/find.hpp"
#include "operations/second_form.hpp"
#include "sql/expression.hpp"

namespace zdm::operations {
namespace {

struct Pair {
  ColumnId before;
  ColumnId after;
};

std::string column_names(const Table& table, const std::vector<ColumnId>& columns) {
  std::vector<std::string> names;
  for (const ColumnId id : columns) names.push_back(table.column(id)->name.str());
  return names.empty() ? "none" : list_of(names);
}

bool is_of_table(const Table& table, const std::vector<ColumnId>& columns, const Identifier& name) {
  return std::any_of(columns.begin(), columns.end(),
                     [&](ColumnId id) { return table.column(id)->name == name; });
}

Derivation derivation(Draft& draft, const fields::Location& where, Spelling spelling,
                      const ColumnExpressions& expressions, const Table& row,
                      const Column& target) {
  const fields::Location at = spelling == Spelling::by_column ? where.at(target.name.str()) : where;
  return {target.id, judge_over_row(draft, expressions.at(target.name), ExpressionUse::row_value,
                                    row, target.type, at)
                         .expression};
}

}  // namespace

bool is_itself(const SqlExpression& expression, const Table& table, const Column& column) {
  const ExpressionAnalysis analysis = analyze(expression);
  if (analysis.columns.size() != 1 || analysis.has_subquery) return false;
  const ColumnUse& use = analysis.columns.front();
  if (use.name != column.name || (use.qualifier && *use.qualifier != table.name)) return false;
  const std::string& text = expression.text();
  return fields::is_blank(text.substr(0, use.begin)) && fields::is_blank(text.substr(use.end));
}

Forms with_second_forms(Draft& draft, const Table& before, const std::vector<ColumnId>& columns,
                        const ColumnExpressions& up, const ColumnExpressions& down,
                        Spelling spelling) {
  Forms forms{.catalog = draft.before(), .dual_writes = {}};
  std::vector<Pair> pairs;
  for (const ColumnId id : columns) {
    const Column& old = *before.column(id);
    if (is_itself(up.at(old.name), before, old) && is_itself(down.at(old.name), before, old))
      continue;
    refuse_second_form(draft, before, old, draft.location());
    const Table& table = *forms.catalog.table(before.id);
    Column made = old;
    made.id = table.next_column_id();
    forms.catalog = with_second_form(forms.catalog, table, id, made);
    pairs.push_back({id, made.id});
  }
  if (pairs.empty()) return forms;
  const Table& after = *forms.catalog.table(before.id);
  DualWrite write{
      .table = before.id, .row_before = before.name, .row_after = after.name, .up = {}, .down = {}};
  for (const Pair& pair : pairs) {
    write.up.push_back(derivation(draft, draft.location().at("up"), spelling, up, before,
                                  *after.column(pair.after)));
    write.down.push_back(derivation(draft, draft.location().at("down"), spelling, down, after,
                                    *before.column(pair.before)));
  }
  forms.dual_writes.push_back(std::move(write));
  return forms;
}

void refuse_second_form(Draft& draft, const Table& table, const Column& column,
                        const fields::Location& where) {
  refuse_dependents(draft, table, column, where);
  refuse_partitions_own(draft, table, column, where);
  refuse_held_rows(draft, table, where);
  refuse_unwritable_rules(draft, table, column, where);
  refuse_inheritance(draft, table, draft.location().at("table"));
  if (column.generated)
    draft.refuse(where, "generated-column",
                 fmt::format("column \"{}\" of table \"{}\" is generated, and cannot be altered",
                             column.name.str(), table.name.str()),
                 "drop it, and add it anew in the next migration");
}

void require_each(Draft& draft, const Table& table, const std::vector<ColumnId>& columns,
                  const ColumnExpressions& expressions, const char* key) {
  const fields::Location where = draft.location().at(key);
  for (const ColumnId id : columns) {
    const Identifier& name = table.column(id)->name;
    if (!expressions.contains(name))
      draft.refuse(where, fmt::format("missing-{}", key),
                   fmt::format("\"{}\" has no expression for column \"{}\"", key, name.str()),
                   fmt::format("where nothing changes, write the column itself: \"{}\": \"{}\"",
                               name.str(), name.str()));
  }
  for (const auto& [name, expression] : expressions)
    if (!is_of_table(table, columns, name))
      draft.refuse(where.at(name.str()), "bad-value",
                   fmt::format("\"{}\" is no column of the constraint", name.str()),
                   "its columns are " + column_names(table, columns));
}

ColumnExpressions themselves(const Table& table, const std::vector<ColumnId>& columns) {
  ColumnExpressions expressions;
  for (const ColumnId id : columns) {
    const Identifier& name = table.column(id)->name;
    expressions.emplace(name, SqlExpression(name.quoted()));
  }
  return expressions;
}

void note_binding(Draft& draft, const Table& before, const std::string& rule) {
  draft.tell(draft.location(), "binds-old-version",
             fmt::format("clients of the old version are held to the {} of table \"{}\" as well, "
                         "from start on, since \"up\" and \"down\" change nothing",
                         rule, before.name.str()));
}

}  // namespace zdm::operations
