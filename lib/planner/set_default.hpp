#pragma once

#include <vector>

#include "core/finding.hpp"
#include "planner/table_work.hpp"

namespace zdm::planner {

// Foreign keys that the migration adds with SET DEFAULT over a column whose default stands on the
// view until contract: PostgreSQL would set the table's, which is none yet.
Findings refuse_defaults_not_there_yet(const std::vector<TableWork>& works);

}  // namespace zdm::planner
