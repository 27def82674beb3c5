#pragma once

#include "plan/step.hpp"
#include "planner/row_values.hpp"

namespace zdm::planner {

// The step that fills the rows which were there before the triggers, by the same expressions.
Step backfill_step(const TableChange& change, const Composition& composition, const Folded& folded,
                   const Identifier& mark, bool may_silence_triggers);

}  // namespace zdm::planner
