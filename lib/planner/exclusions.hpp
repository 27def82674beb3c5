#pragma once

#include "plan/step.hpp"
#include "planner/table_work.hpp"

namespace zdm::planner {

// EXCLUDE constraints on tables in use, when their rows are filled. PostgreSQL builds their indexes
// under ACCESS EXCLUSIVE, never concurrently: each gets no more time than clients may wait, and the
// start ends where that is not enough.
std::vector<Step> exclusion_steps(const std::vector<TableWork>& works, const Context& context);

bool is_exclusion(const ConstraintToAdd& added);

}  // namespace zdm::planner
