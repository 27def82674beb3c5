#pragma once

#include "json.hpp"

namespace zdm::cli {

// To a plan as JSON: "estimate" to each statement that takes long, and "estimates" about them all.
// A plan that is kept has neither: it is the same however its tables grow.
void add_estimates(Json& json, const Plan& plan, const Extents& extents);

}  // namespace zdm::cli
