#pragma once

#include <map>
#include <vector>

#include "planner/table_change.hpp"

namespace zdm::planner {

// Where the tables and columns of both versions stand in the base schema while the migration is
// active.
class PhysicalNames {
 public:
  PhysicalNames(const Catalog& before, const std::vector<TableChange>& changes);

  QualifiedName table(TableId id) const;
  QualifiedName referenced(const ForeignKeyConstraint& key) const;
  Identifier column(TableId table, ColumnId id) const;
  std::vector<Identifier> columns(TableId table, const std::vector<ColumnId>& ids) const;
  std::map<ColumnId, Identifier> columns(TableId table) const;

 private:
  const TableChange* change(TableId id) const;

  const Catalog& before_;
  std::map<TableId, const TableChange*> changes_;
};

}  // namespace zdm::planner
