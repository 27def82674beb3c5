#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plan/estimate.hpp"

namespace zdm::cli {

// The statements of a step's work that tell its locks and costs, and the manner in which it is
// done: "outside of a transaction", or none.
struct Locking {
  std::vector<Statement> statements{};
  std::string_view manner{};
};

Locking locking_of(const Step& step);

// A step on one line, with the locks that it takes, on which tables, and what it costs:
// "users: add what the new version needs  [ACCESS EXCLUSIVE on users, brief]". Tables of `base`
// without their schema. With `extents`, also how much it reads or writes, and how long that may
// take.
std::string step_summary(const Step& step, const Identifier& base,
                         const Extents* extents = nullptr);

// What stands there in brackets; empty where nothing is locked and nothing takes long.
std::string step_remarks(const Step& step, const Identifier& base,
                         const Extents* extents = nullptr);

// "the old form of column users.name", in the order of the steps.
std::vector<std::string> lost_at_complete(const Plan& plan);

// The planner makes the views of all tables that stay as they are in steps of their own, and drops
// the old version's views in such steps.
bool is_views_in_bulk(const Step& step);

}  // namespace zdm::cli
