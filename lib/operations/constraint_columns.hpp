#pragma once

#include <vector>

#include "catalog/constraint.hpp"

namespace zdm::operations {

// The columns that a constraint is about, in its order, each once; not those that its index only
// carries along.
std::vector<ColumnId> columns_of(const Constraint& constraint);

}  // namespace zdm::operations
