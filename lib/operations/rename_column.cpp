// Expand: nothing; the new version's view shows the column under its new name.
// Contract: renames the column.
// Rollback: nothing.
#include <utility>

#include "operations/dependents.hpp"
#include "operations/described.hpp"
#include "operations/find.hpp"
#include "operations/kinds.hpp"
#include "operations/object_names.hpp"

namespace zdm::operations {
namespace {

struct RenameColumn {
  Identifier table;
  Identifier from;
  Identifier to;

  static constexpr std::string_view kName = "rename_column";
  static constexpr std::string_view kSummary = "Gives a column another name.";
  static constexpr PhaseNotes kPhases{
      "nothing; the new version's view shows the column under its new name", "renames the column",
      "nothing"};
  static const fields::Record<RenameColumn>& record();

  ObjectNames names() const {
    return {.needs = {table.str(), in_table(table, from)}, .makes = {in_table(table, to)}};
  }
  Changes changes(Draft draft) const;
};

const fields::Record<RenameColumn>& RenameColumn::record() {
  static const fields::Record<RenameColumn> record(
      "rename_column", {
                           fields::required("table", &RenameColumn::table, "the table"),
                           fields::required("from", &RenameColumn::from, "the column's name"),
                           fields::required("to", &RenameColumn::to, "its name in the new version"),
                       });
  return record;
}

Changes RenameColumn::changes(Draft draft) const {
  const Table* before = find_table(draft, table, draft.location().at("table"));
  if (before == nullptr) return draft.refusal();
  const Column* column = find_column(draft, *before, from, draft.location().at("from"));
  require_free_column(draft, *before, to, draft.location().at("to"));
  if (column != nullptr) {
    refuse_heirs(draft, *before, *column, draft.location().at("from"));
    refuse_given_column(draft, *before, *column, draft.location().at("from"));
  }
  if (draft.refused()) return draft.refusal();
  Table after = *before;
  for (Column& each : after.columns)
    if (each.id == column->id) each.name = to;
  return draft.changes(draft.before().with(std::move(after)));
}

}  // namespace

OperationKind rename_column() { return kind_of<RenameColumn>(); }

}  // namespace zdm::operations
