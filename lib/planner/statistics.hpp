#pragma once

#include "plan/step.hpp"
#include "planner/table_work.hpp"

namespace zdm::planner {

// Extended statistics (CREATE STATISTICS) about a column that has a second form: made anew about
// that form, since PostgreSQL drops the old ones with the old form.
struct StatisticsToMake {
  const ExtendedStatistics* statistics = nullptr;  // of the new version
  Identifier made_as;                              // its name until contract
};

std::vector<StatisticsToMake> statistics_to_make(const TableChange& change);

// Makes them, and samples their columns.
std::vector<Step> statistics_steps(const std::vector<TableWork>& works);

}  // namespace zdm::planner
