#pragma once

#include <optional>
#include <vector>

#include "plan/step.hpp"
#include "planner/table_work.hpp"

namespace zdm::planner {

// The one transaction in which a kept table becomes what the new version says: the old version's
// view, the triggers, functions and columns go; what was proven becomes NOT NULL, keys and
// defaults; and everything gets its own name. Nothing in it looks at rows, so that it cannot fail
// on data. None where there is nothing to do.
std::optional<Step> swap_step(const TableWork& work, const Context& context);

// The table's own name may still be that of another table: then it is renamed in the end, with the
// others.
bool is_renamed_by_swap(const TableChange& change, const Context& context);

}  // namespace zdm::planner
