#pragma once

#include <map>
#include <vector>

#include "core/identifier.hpp"
#include "sql/bound_expression.hpp"

namespace zdm {

// A partition of a partitioned table, at any depth.
struct Partition {
  QualifiedName name;
  QualifiedName parent;     // the table, or the partition of which this is one
  bool has_rows = true;     // false: it is partitioned itself
  bool is_foreign = false;  // a foreign table
  auto operator<=>(const Partition&) const = default;
};

// How a table is partitioned; empty for a plain one. See "Table Partitioning" (ddl-partitioning) in
// PostgreSQL's manual.
struct Partitioning {
  std::vector<Partition> partitions;  // a parent before its own; else by name
  // The columns of the partition keys of all levels: no UNIQUE or PRIMARY KEY without them.
  std::vector<ColumnId> key;
  bool key_has_expression = false;  // then no UNIQUE or PRIMARY KEY at all
  auto operator<=>(const Partitioning&) const = default;
};

// What belongs to an index or a constraint on each partition, by the partition's name; it is in the
// partition's schema.
using PartNames = std::map<QualifiedName, Identifier>;

}  // namespace zdm
