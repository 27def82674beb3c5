#pragma once

#include <functional>
#include <vector>

#include "core/error.hpp"
#include "plan/step.hpp"
#include "run/run_context.hpp"

namespace zdm::run {

// Did it fail for a lock that others hold? Then nothing has been done, and it may be tried again.
bool is_lock_conflict(const Error& error);

// Runs `attempt` until it gets its locks: after each that does not, asks who is in the way of
// `wanted`, tells it, and pauses. `attempt` is given the tables that an autovacuum holds. When
// LockPatience::attempts_for has passed, throws Error(lock_unavailable) that names who blocks.
void with_lock_patience(
    RunContext& context, const Step& step, const std::vector<Statement>& wanted,
    const std::function<void(const std::vector<QualifiedName>& vacuumed)>& attempt);

// The error that ends the waiting.
Error lock_unavailable(const Step& step, std::chrono::milliseconds waited,
                       const std::vector<Blocker>& blockers);

}  // namespace zdm::run
