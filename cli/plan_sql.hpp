#pragma once

#include <string>

#include "plan/plan.hpp"

namespace zdm::cli {

// The plan as an SQL script for people who read SQL: what start runs, what complete runs, and what
// rollback runs instead, each step with its title, its locks and its own transaction. It is not to
// be run by hand: the journal, the repetition of a backfill over the table, and the patience with
// locks are zdm's. Pure: same plan, same bytes.
std::string plan_as_sql(const Plan& plan);

// The same for the work of one step, without its title.
std::string work_as_sql(const Step& step);

}  // namespace zdm::cli
