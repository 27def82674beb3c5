#pragma once

#include <vector>

#include "core/finding.hpp"
#include "planner/table_work.hpp"

namespace zdm::planner {

// Foreign keys that are carried to a column whose up or down gives other values, while the columns
// that point to it keep theirs: one of the two versions could not write rows that reference others.
Findings refuse_changed_references(const std::vector<TableWork>& works, const Folded& folded);

}  // namespace zdm::planner
