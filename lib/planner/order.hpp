#pragma once

#include <memory>
#include <vector>

#include "core/finding.hpp"
#include "operations/operation.hpp"

namespace zdm::planner {

using Operations = std::vector<std::shared_ptr<const Operation>>;

// The operations in the order in which they can be applied: as written, but for those that need
// what a later one makes and what is not there before. A cycle is a finding that names both
// operations, and leaves the order as written.
Operations ordered(const Operations& operations, const Catalog& before, Findings& findings);

}  // namespace zdm::planner
