#include "operations/dropped_constraint.hpp"

#include <fmt/format.h>

#include <utility>

#include "operations/as_fields.hpp"
#include "operations/beyond_fields.hpp"
#include "operations/constraint_columns.hpp"
#include "operations/dependents.hpp"

namespace zdm::operations {
namespace {

void refuse_needed(Draft& draft, const Table& before, const Constraint& constraint) {
  const fields::Location where = draft.location().at("name");
  if (before.replica_identity_index == constraint.name)
    draft.refuse(where, "has-dependents",
                 fmt::format("constraint \"{}\" is the replica identity of table \"{}\"",
                             constraint.name.str(), before.name.str()),
                 "set another replica identity first");
  refuse_lost_key(draft, before, constraint, where);
}

// An expression for each column that either of them has.
Inverse::Json as_fields(ColumnExpressions expressions, const ColumnExpressions& usual) {
  expressions.insert(usual.begin(), usual.end());
  Inverse::Json fields = Inverse::Json::object();
  for (const auto& [column, expression] : expressions) fields[column.str()] = expression.text();
  return fields;
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

Inverse inverse_of_dropped(const Catalog& before, const Identifier& table, const Identifier& name,
                           const ColumnExpressions& up, const ColumnExpressions& down) {
  const Table* known = before.table(table);
  const Constraint* dropped = known == nullptr ? nullptr : known->constraint(name);
  if (dropped == nullptr)
    return unknown_before(
        fmt::format("constraint \"{}\" of table \"{}\"", name.str(), table.str()));
  if (!has_fields(*dropped))
    return no_inverse(
        fmt::format("foreign key \"{}\" points to a table of another schema, which no operation "
                    "can name: use sql",
                    name.str()));
  Inverse::Json fields{{"table", table.str()}};
  fields.update(as_fields(*dropped, *known, before));
  const ColumnExpressions itself = themselves(*known, columns_of(*dropped));
  fields["up"] = as_fields(down, itself);
  fields["down"] = as_fields(up, itself);
  Inverse inverse = one_operation("create_constraint", std::move(fields));
  add_losses(inverse, known, up);
  inverse.lack(beyond_fields(*dropped));
  return inverse;
}

void add_losses(Inverse& inverse, const Table* before, const ColumnExpressions& up) {
  if (before == nullptr) return;
  for (const auto& [name, expression] : up) {
    const Column* column = before->column(name);
    if (column != nullptr && !is_itself(expression, *before, *column))
      inverse.losses.push_back(fmt::format(
          "the values of column \"{}\" of table \"{}\", other than as its \"down\" has them,",
          name.str(), before->name.str()));
  }
}

void add_drop(Inverse& inverse, const Catalog& after, const Identifier& table,
              const Identifier& name, const ColumnExpressions& up, const ColumnExpressions& down) {
  const Table* known = after.table(table);
  const Constraint* made = known == nullptr ? nullptr : known->constraint(name);
  ColumnExpressions itself;
  if (made != nullptr) itself = themselves(*known, columns_of(*made));
  const Inverse::Json ups = as_fields(up, itself), downs = as_fields(down, itself);
  Inverse::Json fields{{"table", table.str()}, {"name", name.str()}};
  const bool is_of_one_column = downs.size() == 1;
  fields["up"] = is_of_one_column ? ups.front() : ups;
  fields["down"] = is_of_one_column ? downs.front() : downs;
  inverse.add(is_of_one_column ? "drop_constraint" : "drop_multicolumn_constraint",
              std::move(fields));
}

}  // namespace zdm::operations
