#include "planner/physical_names.hpp"

namespace zdm::planner {

PhysicalNames::PhysicalNames(const Catalog& before, const std::vector<TableChange>& changes)
    : before_(before) {
  for (const TableChange& change : changes) changes_[change.either().id] = &change;
}

const TableChange* PhysicalNames::change(TableId id) const {
  const auto found = changes_.find(id);
  return found == changes_.end() ? nullptr : found->second;
}

QualifiedName PhysicalNames::table(TableId id) const {
  if (const TableChange* changed = change(id)) return changed->physical;
  return {before_.schema, before_.table(id)->name};
}

QualifiedName PhysicalNames::referenced(const ForeignKeyConstraint& key) const {
  return key.references ? table(*key.references) : key.outside_table;
}

Identifier PhysicalNames::column(TableId table_id, ColumnId id) const {
  if (const TableChange* changed = change(table_id)) return changed->physical_name(id);
  return before_.table(table_id)->column(id)->name;
}

std::vector<Identifier> PhysicalNames::columns(TableId table_id,
                                               const std::vector<ColumnId>& ids) const {
  std::vector<Identifier> names;
  for (ColumnId id : ids) names.push_back(column(table_id, id));
  return names;
}

std::map<ColumnId, Identifier> PhysicalNames::columns(TableId table_id) const {
  if (const TableChange* changed = change(table_id)) return changed->columns;
  std::map<ColumnId, Identifier> names;
  for (const Column& column : before_.table(table_id)->columns) names[column.id] = column.name;
  return names;
}

}  // namespace zdm::planner
