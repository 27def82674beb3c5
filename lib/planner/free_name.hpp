#pragma once

#include <set>

#include "core/identifier.hpp"

namespace zdm::planner {

// The name itself where it is free, else one of zdm's own ("_zdm_new_email"), under which the thing
// stands until contract gives it its name.
Identifier free_name(const Identifier& name, const std::set<Identifier>& taken);

}  // namespace zdm::planner
