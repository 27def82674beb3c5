#include "planner/set_columns.hpp"

namespace zdm::planner {

std::set<ColumnId> columns_set_by(const ForeignKeyConstraint& key, std::string_view kind) {
  std::set<ColumnId> ids;
  if (key.on_update.starts_with(kind)) ids.insert(key.columns.begin(), key.columns.end());
  if (key.on_delete.starts_with(kind)) {
    const auto& columns =
        key.on_delete_set_columns.empty() ? key.columns : key.on_delete_set_columns;
    ids.insert(columns.begin(), columns.end());
  }
  return ids;
}

}  // namespace zdm::planner
