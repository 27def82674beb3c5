#pragma once

#include <string>

#include "plan/step.hpp"

namespace zdm::cli {

// A step on one line, with the locks that it takes, on which tables, and what it costs:
// "users: add what the new version needs  [ACCESS EXCLUSIVE on users, brief]". Tables of `base`
// without their schema.
std::string step_summary(const Step& step, const Identifier& base);

// The planner makes the views of all tables that stay as they are in steps of their own, and drops
// the old version's views in such steps.
bool is_views_in_bulk(const Step& step);

}  // namespace zdm::cli
