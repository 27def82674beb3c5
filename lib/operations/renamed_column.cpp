#include "operations/renamed_column.hpp"

#include <utility>

#include "operations/dependents.hpp"
#include "operations/find.hpp"

namespace zdm::operations {

Changes renamed_column(Draft& draft, const ColumnRename& wanted) {
  const fields::Location from_at = draft.location().at(wanted.from_key);
  const Table* before = find_table(draft, wanted.table, draft.location().at("table"));
  if (before == nullptr) return draft.refusal();
  const Column* column = find_column(draft, *before, wanted.from, from_at);
  require_free_column(draft, *before, wanted.to, draft.location().at(wanted.to_key));
  if (column != nullptr) {
    refuse_heirs(draft, *before, *column, from_at);
    refuse_given_column(draft, *before, *column, from_at);
  }
  if (draft.refused()) return draft.refusal();
  Table after = *before;
  for (Column& each : after.columns)
    if (each.id == column->id) each.name = wanted.to;
  return draft.changes(draft.before().with(std::move(after)));
}

}  // namespace zdm::operations
