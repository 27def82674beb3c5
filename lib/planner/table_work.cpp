#include "planner/table_work.hpp"

#include "core/name.hpp"
#include "planner/column_text.hpp"

namespace zdm::planner {

Identifier not_null_proof(const Identifier& physical_column) {
  return prefixed_name("_zdm_not_null_", physical_column.str());
}

std::vector<const Column*> columns_to_prove(const TableWork& work) {
  std::vector<const Column*> found;
  if (!work.change->kept()) return found;
  for (const Column* column : work.change->new_columns())
    if (needs_not_null_proof(*column, work.composition)) found.push_back(column);
  return found;
}

}  // namespace zdm::planner
