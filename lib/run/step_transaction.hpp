#pragma once

#include <vector>

#include "core/error.hpp"
#include "plan/step.hpp"
#include "run/run_context.hpp"

namespace zdm::run {

// Runs `statements` of `step` and its journal row `mark_as` in one transaction, as often as it
// takes to get the locks.
//
// Clients queue behind a statement that waits for a strong lock, and behind one that has it. So all
// that the transaction does from its first strong lock on has one budget of time, the lock timeout:
// what it has waited for the first lock it may not wait for the second.
//
// An Error names the statement that failed.
void run_transaction(RunContext& context, const Step& step,
                     const std::vector<Statement>& statements, StepState mark_as);

// The same for the reversal of a step, journal row `undone`. What somebody has taken away by hand
// need not be taken away: a statement whose object is gone is left out, with a note, unless it is
// the user's own.
void undo_transaction(RunContext& context, const Step& step,
                      const std::vector<Statement>& statements);

// SET search_path with the plan's, the temporary schema last. `scope` is SET or SET LOCAL.
Sql search_path_of(const Plan& plan, const Sql& scope);

// The same error with the step and the beginning of the statement that has failed.
Error in_statement(const Error& error, const Step& step, const Statement& statement);

}  // namespace zdm::run
