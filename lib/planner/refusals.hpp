#pragma once

#include <vector>

#include "core/finding.hpp"
#include "planner/table_work.hpp"

namespace zdm::planner {

// What the planner cannot carry out without breaking a promise, by name and with what to do, before
// anything runs.
Findings refusals(const Migration& migration, const std::vector<TableWork>& works,
                  const Context& context);

}  // namespace zdm::planner
