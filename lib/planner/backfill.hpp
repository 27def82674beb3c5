#pragma once

#include "plan/step.hpp"
#include "planner/row_values.hpp"
#include "planner/table_work.hpp"

namespace zdm::planner {

// The step that fills the rows of `table` (one of work.row_tables()) which were there before the
// triggers, by the same expressions. work.mark must be set.
Step backfill_step(const TableWork& work, const QualifiedName& table, const Folded& folded,
                   bool may_silence_triggers);

}  // namespace zdm::planner
