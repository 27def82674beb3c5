#pragma once

#include <set>
#include <vector>

#include "catalog/table.hpp"

namespace zdm::planner {

// What an index of a partitioned table is on one of its partitions.
struct PartIndex {
  const Partition* partition = nullptr;
  Identifier built_as;
  Identifier name;  // from contract on: that of the old form's, or as PostgreSQL would choose it
};

// One for each partition of `table`, parents first; empty for a plain table. `constraint`: whose
// index it is, if any. Chosen names are added to `taken`, the names of relations in the base
// schema.
std::vector<PartIndex> part_indexes(const Table& table, const Index& index,
                                    const Constraint* constraint, std::set<Identifier>& taken);

// That of the index of a partition, in the partition's schema.
QualifiedName in_schema_of(const Partition& partition, const Identifier& name);

}  // namespace zdm::planner
