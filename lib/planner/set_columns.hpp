#pragma once

#include <set>
#include <string_view>

#include "catalog/table.hpp"

namespace zdm::planner {

// The columns that a foreign key sets by its actions of a kind: "SET DEFAULT", "SET NULL", or "SET"
// for both.
std::set<ColumnId> columns_set_by(const ForeignKeyConstraint& key, std::string_view kind);

}  // namespace zdm::planner
