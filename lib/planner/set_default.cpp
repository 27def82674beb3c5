#include "planner/set_default.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "planner/column_text.hpp"
#include "planner/set_columns.hpp"

namespace zdm::planner {
namespace {

void look_at(Findings& findings, const TableWork& work, const Constraint& constraint) {
  const ForeignKeyConstraint* key = constraint.foreign_key();
  // One that is carried acts after the one that is there, which has set the default: acting_order.
  if (key == nullptr || constraint.existing) return;
  const std::set<ColumnId> set = columns_set_by(*key, "SET DEFAULT");
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
