#pragma once

#include "plan/step.hpp"
#include "run/run_context.hpp"

namespace zdm::run {

// Runs the proof's query, with the journal row in its transaction. Throws Error(failed) that tells
// the claim and the first rows if there are any.
void prove(RunContext& context, const Step& step, const Proof& proof);

}  // namespace zdm::run
