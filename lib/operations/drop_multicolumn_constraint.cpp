// Expand: gives the constraint's columns second forms without it, which triggers and backfill keep
//   in step by `up` and `down`; none where these are the column itself.
// Contract: the second forms take the columns' place; or drops the constraint.
// Rollback: drops the second forms.
#include "operations/described.hpp"
#include "operations/dropped_constraint.hpp"
#include "operations/find.hpp"
#include "operations/kinds.hpp"
#include "operations/object_names.hpp"

namespace zdm::operations {
namespace {

struct DropMulticolumnConstraint {
  Identifier table;
  Identifier name;
  ColumnExpressions up;
  ColumnExpressions down;

  static constexpr std::string_view kName = "drop_multicolumn_constraint";
  static constexpr std::string_view kSummary =
      "Takes a constraint of several columns away; only the old version is bound to it until "
      "complete.";
  static constexpr PhaseNotes kPhases{
      "gives its columns second forms without the constraint, which triggers and backfill keep in "
      "step; none where \"up\" and \"down\" are the column itself",
      "the second forms take the columns' place; or drops the constraint",
      "drops the second forms"};
  static const fields::Record<DropMulticolumnConstraint>& record();

  ObjectNames names() const;
  Inverse inverse(const Catalog& before, const Catalog& after) const;
  Changes changes(Draft draft) const;
};

const fields::Record<DropMulticolumnConstraint>& DropMulticolumnConstraint::record() {
  using Spec = DropMulticolumnConstraint;
  static const fields::Record<Spec> record(
      "drop_multicolumn_constraint",
      {
          fields::required("table", &Spec::table, "the table"),
          fields::required("name", &Spec::name, "the constraint's name"),
          fields::optional("up", &Spec::up,
                           "for each column its new value, from a row of the old version; itself "
                           "if not said"),
          fields::required("down", &Spec::down,
                           "for each column its old value, from a row of the new version: values "
                           "that the constraint allows"),
      });
  return record;
}

ObjectNames DropMulticolumnConstraint::names() const {
  ObjectNames names{.needs = {table.str(), constraint_of(table, name)}, .makes = {}};
  for (const auto* expressions : {&up, &down})
    for (const auto& [column, expression] : *expressions) add_needs(names, table, expression);
  return names;
}

Inverse DropMulticolumnConstraint::inverse(const Catalog& before, const Catalog&) const {
  return inverse_of_dropped(before, table, name, up, down);
}

Changes DropMulticolumnConstraint::changes(Draft draft) const {
  const Table* before = find_table(draft, table, draft.location().at("table"));
  if (before == nullptr) return draft.refusal();
  const Constraint* constraint = find_constraint(draft, *before, name, draft.location().at("name"));
  if (constraint == nullptr) return draft.refusal();
  return dropped_constraint(draft, *before, *constraint, up, down, Spelling::by_column);
}

}  // namespace

OperationKind drop_multicolumn_constraint() { return kind_of<DropMulticolumnConstraint>(); }

}  // namespace zdm::operations
