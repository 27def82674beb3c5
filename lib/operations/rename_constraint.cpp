// Expand: nothing.
// Contract: renames the constraint, and with it the index of a key.
// Rollback: nothing.
#include <algorithm>
#include <utility>

#include "operations/described.hpp"
#include "operations/find.hpp"
#include "operations/kinds.hpp"
#include "operations/new_constraint.hpp"
#include "operations/object_names.hpp"

namespace zdm::operations {
namespace {

struct RenameConstraint {
  Identifier table;
  Identifier from;
  Identifier to;

  static constexpr std::string_view kName = "rename_constraint";
  static constexpr std::string_view kSummary = "Gives a constraint another name, at complete.";
  static constexpr PhaseNotes kPhases{
      "nothing", "renames the constraint, and with it the index of a key", "nothing"};
  static const fields::Record<RenameConstraint>& record();

  ObjectNames names() const {
    return {.needs = {table.str(), constraint_of(table, from)},
            .makes = {constraint_of(table, to)}};
  }
  Inverse inverse(const Catalog& before, const Catalog& after) const;
  Changes changes(Draft draft) const;
};

const fields::Record<RenameConstraint>& RenameConstraint::record() {
  using Spec = RenameConstraint;
  static const fields::Record<Spec> record(
      "rename_constraint",
      {
          fields::required("table", &Spec::table, "the table"),
          fields::required("from", &Spec::from, "the constraint's name"),
          fields::required("to", &Spec::to, "its name from complete on, free in its table"),
      });
  return record;
}

Index* index_of(Constraint& constraint) {
  if (auto* key = std::get_if<KeyConstraint>(&constraint.rule)) return &key->index;
  if (auto* exclude = std::get_if<ExcludeConstraint>(&constraint.rule)) return &exclude->index;
  return nullptr;
}

Inverse RenameConstraint::inverse(const Catalog&, const Catalog&) const {
  return one_operation("rename_constraint",
                       {{"table", table.str()}, {"from", to.str()}, {"to", from.str()}});
}

Changes RenameConstraint::changes(Draft draft) const {
  const Table* before = find_table(draft, table, draft.location().at("table"));
  if (before == nullptr) return draft.refusal();
  const Constraint* found = find_constraint(draft, *before, from, draft.location().at("from"));
  if (found == nullptr) return draft.refusal();
  Constraint renamed = *found;
  renamed.name = to;
  Table after = *before;
  std::erase_if(after.constraints, [&](const Constraint& c) { return c.name == from; });
  if (Index* index = index_of(renamed)) {
    require_free_key_name(draft, *before, to, draft.location().at("to"));
    draft.free(from);
    index->name = to;
    if (after.replica_identity_index == from) after.replica_identity_index = to;
  } else {
    require_free_constraint(draft, *before, to, draft.location().at("to"));
  }
  return draft.changes(draft.before().with(with_constraint(std::move(after), std::move(renamed))));
}

}  // namespace

OperationKind rename_constraint() { return kind_of<RenameConstraint>(); }

}  // namespace zdm::operations
