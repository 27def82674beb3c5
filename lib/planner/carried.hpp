#pragma once

#include <set>
#include <vector>

#include "planner/part_index.hpp"
#include "planner/table_change.hpp"

namespace zdm::planner {

// An index that has to be built on a table in use: one that the migration adds, or a new form of
// one that has a duplicated column. It stands under `built_as` until contract gives it its own
// name.
struct IndexToBuild {
  const Index* index = nullptr;
  Identifier built_as;
  const Constraint* constraint = nullptr;  // the UNIQUE or PRIMARY KEY that it is for
  std::vector<PartIndex> parts;            // on a partitioned table: on each partition
};

// A CHECK or FOREIGN KEY that has to be added to a table in use, for the same two reasons.
struct ConstraintToAdd {
  const Constraint* constraint = nullptr;
  Identifier added_as;
};

// What of the new version's indexes and constraints is to be made, and what of the old version's
// has to go by a command of its own (what goes with a dropped column is not listed).
struct Carried {
  std::vector<IndexToBuild> indexes;
  std::vector<ConstraintToAdd> constraints;
  std::vector<const Index*> gone_indexes;
  std::vector<const Constraint*> gone_constraints;
  // Old foreign keys on columns of another table that are to go, and foreign keys that go (by
  // themselves or with their table) and whose target changes as well: they go before the columns
  // and keys that they reference.
  std::vector<const Constraint*> gone_references;
};

// `all` are the changes of all tables, this one included: a foreign key has to be made anew where
// the key that it references is. Chosen names are added to `taken`, the names of relations in the
// base schema.
Carried carried(const TableChange& change, const std::vector<TableChange>& all,
                std::set<Identifier>& taken);

}  // namespace zdm::planner
