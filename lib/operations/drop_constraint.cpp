// Expand: gives the constraint's column a second form without it, which triggers and backfill keep
//   in step by `up` and `down`; nothing where these are the column itself.
// Contract: the second form takes the column's place; or drops the constraint.
// Rollback: drops the second form.
#include <fmt/format.h>

#include <optional>
#include <string>
#include <vector>

#include "operations/constraint_columns.hpp"
#include "operations/described.hpp"
#include "operations/dropped_constraint.hpp"
#include "operations/find.hpp"
#include "operations/kinds.hpp"
#include "operations/object_names.hpp"

namespace zdm::operations {
namespace {

struct DropConstraint {
  Identifier table;
  Identifier name;
  std::optional<Identifier> column;
  std::optional<SqlExpression> up;
  SqlExpression down;

  static constexpr std::string_view kName = "drop_constraint";
  static constexpr std::string_view kSummary =
      "Takes a constraint of one column away; only the old version is bound to it until complete.";
  static constexpr PhaseNotes kPhases{
      "gives the column a second form without the constraint, which triggers and backfill keep in "
      "step; nothing where \"up\" and \"down\" are the column itself",
      "the second form takes the column's place; or drops the constraint", "drops the second form"};
  static const fields::Record<DropConstraint>& record();

  ObjectNames names() const;
  Inverse inverse(const Catalog& before, const Catalog& after) const;
  Changes changes(Draft draft) const;
};

const fields::Record<DropConstraint>& DropConstraint::record() {
  using Spec = DropConstraint;
  static const fields::Record<Spec> record(
      "drop_constraint",
      {
          fields::required("table", &Spec::table, "the table"),
          fields::required("name", &Spec::name, "the constraint's name"),
          fields::optional("column", &Spec::column,
                           "the constraint's column, which need not be said; older files do"),
          fields::unless_blank("up", &Spec::up,
                               "the column's new value, from a row of the old version; itself if "
                               "not said"),
          fields::required("down", &Spec::down,
                           "the column's old value, from a row of the new version: one that the "
                           "constraint allows"),
      });
  return record;
}

ObjectNames DropConstraint::names() const {
  ObjectNames names{.needs = {table.str(), constraint_of(table, name)}, .makes = {}};
  add_needs(names, table, up);
  add_needs(names, table, down);
  return names;
}

Inverse DropConstraint::inverse(const Catalog& before, const Catalog&) const {
  const Table* known = before.table(table);
  const Constraint* dropped = known == nullptr ? nullptr : known->constraint(name);
  ColumnExpressions ups, downs;
  for (const ColumnId id : dropped == nullptr ? std::vector<ColumnId>{} : columns_of(*dropped)) {
    if (up) ups.emplace(known->column(id)->name, *up);
    downs.emplace(known->column(id)->name, down);
  }
  return inverse_of_dropped(before, table, name, ups, downs);
}

Changes DropConstraint::changes(Draft draft) const {
  const Table* before = find_table(draft, table, draft.location().at("table"));
  if (before == nullptr) return draft.refusal();
  const fields::Location where = draft.location().at("name");
  const Constraint* constraint = find_constraint(draft, *before, name, where);
  if (constraint == nullptr) return draft.refusal();
  const auto columns = columns_of(*constraint);
  if (columns.size() != 1) {
    draft.refuse(where, "bad-value",
                 fmt::format("constraint \"{}\" is about {} columns", name.str(), columns.size()),
                 "use drop_multicolumn_constraint");
    return draft.refusal();
  }
  const Identifier& its_column = before->column(columns.front())->name;
  if (column && *column != its_column) {
    draft.refuse(
        draft.location().at("column"), "bad-value",
        fmt::format("constraint \"{}\" is about column \"{}\"", name.str(), its_column.str()));
    return draft.refusal();
  }
  ColumnExpressions ups;
  if (up) ups.emplace(its_column, *up);
  return dropped_constraint(draft, *before, *constraint, ups, {{its_column, down}},
                            Spelling::alone);
}

}  // namespace

OperationKind drop_constraint() { return kind_of<DropConstraint>(); }

}  // namespace zdm::operations
