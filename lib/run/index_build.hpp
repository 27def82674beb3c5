#pragma once

#include "plan/step.hpp"
#include "run/run_context.hpp"

namespace zdm::run {

// Before a step is marked as begun: afterwards, an index of its name is its own. Throws Error where
// there is something of that name.
void require_free_name(RunContext& context, const Step& step, const BuildIndex& work);

// CREATE INDEX CONCURRENTLY, of a step that is marked as begun. A unique index over rows that are
// not unique is an Error with the server's detail. When it fails, no invalid index is left, as a
// unique one would go on refusing clients' rows; only an interruption, a lost connection, or one
// that has waited for others too long leaves one, and the next run or rollback finds it.
void build_index(RunContext& context, const Step& step, const BuildIndex& work);

// DROP INDEX CONCURRENTLY, as often as it takes.
void drop_index(RunContext& context, const Step& step, const Statement& drop);

}  // namespace zdm::run
