#pragma once

#include <string>

#include "plan/estimate.hpp"

namespace zdm::cli {

// The plan as an SQL script for people who read SQL: what start runs, what complete runs, and what
// rollback runs instead, each step with its title, its locks and its own transaction. It is not to
// be run by hand: the journal, the repetition of a backfill over the table, and the patience with
// locks are zdm's. With `extents`, also how much each step reads or writes. Pure: same input, same
// bytes.
std::string plan_as_sql(const Plan& plan, const Extents* extents = nullptr);

// The same for the work of one step, without its title.
std::string work_as_sql(const Step& step);

// What takes it back, in the same way; a comment where that is nothing, or cannot be.
std::string reversal_as_sql(const Step& step);

}  // namespace zdm::cli
