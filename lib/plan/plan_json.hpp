#pragma once

#include <string>
#include <string_view>

#include "plan/plan.hpp"

namespace zdm {

// The plan as JSON, and back: plan_from_json(plan_to_json(p)) == p. Keys are in a fixed order, so
// that equal plans are equal byte for byte. Throws Error(failed) on text of another format.
std::string plan_to_json(const Plan& plan);
Plan plan_from_json(std::string_view text);

}  // namespace zdm
