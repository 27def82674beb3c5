#pragma once

#include <vector>

#include "plan/plan.hpp"
#include "planner/table_change.hpp"

namespace zdm::planner {

// Where each column of each changed table stands while both versions are live, for the plan's
// reader.
std::vector<MappedTable> mapped_tables(const std::vector<TableChange>& changes);

}  // namespace zdm::planner
