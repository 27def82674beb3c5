#pragma once

#include <vector>

#include "operations/operation.hpp"
#include "plan/step.hpp"

namespace zdm::planner {

// The user's own SQL as steps: what runs at start, and what runs at complete, behind the tables'
// own steps, when everything has its final name.
std::vector<Step> raw_sql_at_start(const std::vector<RawSql>& raw_sql);
std::vector<Step> raw_sql_at_complete(const std::vector<RawSql>& raw_sql);

// Is it one of these?
bool is_raw_sql(const Step& step);

// The views for tables that only the user's SQL knows.
Step publish_as_found(const Identifier& version_schema);

}  // namespace zdm::planner
