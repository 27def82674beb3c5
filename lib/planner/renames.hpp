#pragma once

#include <utility>
#include <vector>

#include "core/identifier.hpp"

namespace zdm::planner {

using Rename = std::pair<Identifier, Identifier>;  // from, to

// The renames in an order in which each target is free when its turn comes. Names in a circle (a to
// b, b to a) go through a temporary one.
std::vector<Rename> ordered_renames(std::vector<Rename> renames);

}  // namespace zdm::planner
