#pragma once

#include <vector>

#include "planner/table_work.hpp"
#include "sql/statement.hpp"

// At contract, what start has built for a kept table becomes its keys and foreign keys.
namespace zdm::planner {

// UNIQUE and PRIMARY KEY, of the indexes built for them.
std::vector<Statement> attach_keys(const TableWork& work, const Context& context);

// Those of the partitions become the table's; on a plain table there is nothing to do.
std::vector<Statement> attach_foreign_keys(const TableWork& work, const Context& context);

// A foreign key that stands on each partition until then.
bool is_over_partitions(const ConstraintToAdd& added, const TableWork& work);

}  // namespace zdm::planner
