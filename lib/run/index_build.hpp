#pragma once

#include "plan/step.hpp"
#include "run/run_context.hpp"

namespace zdm::run {

// CREATE INDEX CONCURRENTLY. `begun`: an earlier run has begun the step, so that an index of that
// name is its own. A unique index over rows that are not unique is an Error with the server's
// detail. When it fails, no invalid index is left, as a unique one would go on refusing clients'
// rows; only an interruption or a lost connection leaves one, and the next run finds it.
void build_index(RunContext& context, const Step& step, const BuildIndex& work, bool begun);

// DROP INDEX CONCURRENTLY, as often as it takes.
void drop_index(RunContext& context, const Step& step, const Statement& drop);

}  // namespace zdm::run
