#include "planner/settled.hpp"

namespace zdm::planner {
namespace {

std::set<Identifier> relations_of(const Table& table) {
  std::set<Identifier> names{table.name};
  for (const Index& index : table.indexes) names.insert(index.name);
  for (const Constraint& constraint : table.constraints)
    if (is_indexed(constraint)) names.insert(constraint.name);
  return names;
}

Table settled(Table table) {
  for (Index& index : table.indexes) index.existing = index.name;
  for (Constraint& constraint : table.constraints) constraint.existing = constraint.name;
  return table;
}

}  // namespace

Catalog settled(const Catalog& before, const Catalog& after, const Identifier& version_schema) {
  Catalog result = after;
  for (const auto& table : before.tables())
    if (after.table(table->id) != table.get())
      for (const Identifier& name : relations_of(*table)) result.relation_names.erase(name);
  for (const auto& table : after.tables()) {
    if (before.table(table->id) == table.get()) continue;
    result.relation_names.merge(relations_of(*table));
    result = result.with(settled(*table));
  }
  result.schema_names.insert(version_schema);
  result.new_tables.clear();
  return result;
}

}  // namespace zdm::planner
