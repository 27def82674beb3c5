#pragma once

#include "planner/composition.hpp"
#include "planner/fold.hpp"

namespace zdm::planner {

// Is the value of column `to` that of column `from` wherever that is not NULL, as far as the
// expressions say? `assignments` are one direction of the table's dual writes, which lead from the
// one to the other. What is read as keeping it: the column itself, casts that lose nothing, and
// COALESCE and CASE that put something else in the place of NULL alone.
bool keeps_values(const std::vector<Assignment>& assignments, const Folded& folded, TableId table,
                  ColumnId from, ColumnId to);

}  // namespace zdm::planner
