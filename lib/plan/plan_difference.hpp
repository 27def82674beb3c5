#pragma once

#include <string>

#include "plan/plan.hpp"

namespace zdm {

// What differs, for people: "- expand.users: ALTER TABLE …" for each line that only the first plan
// has, "+ " for those of the second; no more than some dozens of them.
std::string plan_difference(const Plan& before, const Plan& after);

}  // namespace zdm
