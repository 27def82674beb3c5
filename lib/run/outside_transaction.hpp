#pragma once

#include <chrono>

#include "plan/step.hpp"
#include "run/blocked_watch.hpp"
#include "run/run_context.hpp"

namespace zdm::run {

// One statement outside of any transaction, under the plan's search_path, as in an index's
// expression. `lock_timeout` 0: none; then who is waited for is told, and waiting for others for
// longer than LockPatience::attempts_for ends with Error(lock_unavailable). Throws GaveWay if it
// has given way.
void run_alone(RunContext& context, const Step& step, const Statement& statement,
               std::chrono::milliseconds lock_timeout, ForOthers for_others);

// The user's SQL that cannot be in a transaction, each statement by itself.
void run_outside_transaction(RunContext& context, const Step& step, const OutsideTransaction& work);

// Such a step had begun when zdm was killed. Whether it has done its work, only the user can tell.
// Always throws Error(wrong_state) that says how.
[[noreturn]] void refuse_to_repeat(const RunContext& context, const Step& step,
                                   const OutsideTransaction& work);

}  // namespace zdm::run
