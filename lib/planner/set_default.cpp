#include "planner/set_default.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "planner/column_text.hpp"

namespace zdm::planner {
namespace {

using ColumnIds = std::set<ColumnId>;

ColumnIds columns_set_to_default(const ForeignKeyConstraint& key) {
  ColumnIds ids;
  if (key.on_update == "SET DEFAULT") ids.insert(key.columns.begin(), key.columns.end());
  if (key.on_delete == "SET DEFAULT") {
    const auto& columns =
        key.on_delete_set_columns.empty() ? key.columns : key.on_delete_set_columns;
    ids.insert(columns.begin(), columns.end());
  }
  return ids;
}

void look_at(Findings& findings, const TableWork& work, const Constraint& constraint) {
  const auto* key = std::get_if<ForeignKeyConstraint>(&constraint.rule);
  // One that is carried finds the row with the default already, set by the one that is there.
  if (key == nullptr || constraint.existing) return;
  const ColumnIds set = columns_set_to_default(*key);
  for (const Column* column : work.change->new_columns())
    if (set.count(column->id) > 0 && column->default_value &&
        !has_physical_default(*column, work.composition))
      findings.push_back(
          {.code = "set-default",
           .severity = Severity::error,
           .place = {},
           .message = fmt::format("table \"{}\": foreign key \"{}\" sets column \"{}\" to a "
                                  "default that the table has only after complete",
                                  work.change->after->name.str(), constraint.name.str(),
                                  column->name.str()),
           .hint = "add the foreign key in a migration after this one"});
}

}  // namespace

Findings refuse_defaults_not_there_yet(const std::vector<TableWork>& works) {
  Findings findings;
  for (const TableWork& work : works)
    if (work.change->kept())
      for (const Constraint& constraint : work.change->after->constraints)
        look_at(findings, work, constraint);
  return findings;
}

}  // namespace zdm::planner
