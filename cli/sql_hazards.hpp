#pragma once

#include "forecast.hpp"

namespace zdm::cli {

// Tells, with the findings of each migration that is not applied yet, which hazards zdm lint sees
// in the SQL of its sql operations: as warnings, since whoever plans it may know better.
void add_sql_hazards(const std::vector<ReadFile>& files, Forecasts& forecasts);

}  // namespace zdm::cli
