#pragma once

#include <string>

#include "plan/estimate.hpp"

namespace zdm::cli {

enum class Detail {
  summary,  // of views of tables that stay as they are, how many; of proofs, what they claim
  full,     // each statement
};

// The plan as a story for the people who review it: each phase's steps with their statements, locks
// and costs, how each is undone, and what complete loses for good. Behind a step's title stands its
// strongest lock; a statement says its own only where that is another. With `extents`, also how
// much each step reads or writes. Pure: same input, same bytes.
std::string render_plan(const Plan& plan, Detail detail = Detail::summary,
                        const Extents* extents = nullptr);

// "migration 02_age", or "migrations 01_users, 02_age as one".
std::string plan_title(const Plan& plan);

}  // namespace zdm::cli
