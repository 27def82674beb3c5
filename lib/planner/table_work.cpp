#include "planner/table_work.hpp"

#include "core/name.hpp"
#include "planner/column_text.hpp"

namespace zdm::planner {

std::vector<QualifiedName> TableWork::row_tables() const {
  if (!partitioned()) return {table()};
  std::vector<QualifiedName> tables;
  for (const Partition& partition : change->either().partitioning.partitions)
    if (partition.has_rows) tables.push_back(partition.name);
  return tables;
}

std::string name_in_plan(const QualifiedName& row_table, const TableWork& work) {
  const std::string& name = row_table.name.str();
  return row_table.schema == work.table().schema ? name : row_table.schema.str() + "." + name;
}

Identifier not_null_proof(const Identifier& physical_column) {
  return prefixed_name("_zdm_not_null_", physical_column.str());
}

std::vector<const Column*> columns_to_prove(const TableWork& work) {
  std::vector<const Column*> found;
  if (!work.change->kept()) return found;
  for (const Column& column : work.change->after->columns) {
    const Column* old = work.change->before->column(column.id);
    const bool becomes_not_null = old != nullptr && old->nullable && !column.nullable;
    if (becomes_not_null || (old == nullptr && needs_not_null_proof(column, work.composition)))
      found.push_back(&column);
  }
  return found;
}

}  // namespace zdm::planner
