#include "operations/dropped_constraint.hpp"

#include <fmt/format.h>

#include <utility>

#include "operations/constraint_columns.hpp"
#include "operations/dependents.hpp"

namespace zdm::operations {
namespace {

bool is_indexed(const Constraint& constraint) {
  return std::holds_alternative<KeyConstraint>(constraint.rule) ||
         std::holds_alternative<ExcludeConstraint>(constraint.rule);
}

void refuse_needed(Draft& draft, const Table& before, const Constraint& constraint) {
  const fields::Location where = draft.location().at("name");
  if (before.replica_identity_index == constraint.name)
    draft.refuse(where, "has-dependents",
                 fmt::format("constraint \"{}\" is the replica identity of table \"{}\"",
                             constraint.name.str(), before.name.str()),
                 "set another replica identity first");
  refuse_lost_key(draft, before, constraint, where);
}

Table without(Table table, const Identifier& constraint) {
  std::erase_if(table.constraints, [&](const Constraint& c) { return c.name == constraint; });
  return table;
}

}  // namespace

Changes dropped_constraint(Draft draft, const Table& before, const Constraint& constraint,
                           ColumnExpressions up, const ColumnExpressions& down, Spelling spelling) {
  const auto columns = columns_of(constraint);
  up.merge(themselves(before, columns));
  require_each(draft, before, columns, up, "up");
  require_each(draft, before, columns, down, "down");
  if (draft.refused()) return draft.refusal();
  Forms forms = with_second_forms(draft, before, columns, up, down, spelling);
  const Table after = without(*forms.catalog.table(before.id), constraint.name);
  refuse_needed(draft, before, constraint);
  if (is_indexed(constraint)) draft.free(constraint.name);
  return draft.changes(forms.catalog.with(after), std::move(forms.dual_writes));
}

}  // namespace zdm::operations
