#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "plan/step.hpp"
#include "run/blockers.hpp"
#include "run/run_context.hpp"

namespace zdm::run {

// Did it fail for a lock that others hold? Then nothing has been done, and it may be tried again.
bool is_lock_conflict(const Error& error);

// Thrown for a statement that was ended for those who waited for a lock that it held: nothing has
// been done, and it may be tried again. A lock conflict.
class GaveWay : public Error {
 public:
  GaveWay(const Step& step, const std::vector<Blocker>& others);
};

// What waiting for locks needs. All of it outlives the waiting.
struct Waiting {
  const LockPatience& patience;
  Interruption& interruption;
  Progress& progress;
};

// How long one attempt waits for its locks. Whoever holds one lock and waits for another can be
// part of a deadlock. The server then ends the one that has waited for deadlock_timeout; zdm gives
// up earlier, so that it is never a client.
std::chrono::milliseconds lock_timeout(const LockPatience& patience, const SchemaSession& session);

// Runs `attempt` until it gets its locks: after each that does not, asks who is in its way, tells
// it as `what` waits, and pauses. `attempt` is given the tables that an autovacuum holds. When
// LockPatience::attempts_for has passed, throws Error(lock_unavailable) that names who blocks. The
// time of an attempt that gave way to others is work, and no time that zdm has waited.
using LockedAttempt = std::function<void(const std::vector<QualifiedName>& vacuumed)>;
void with_lock_patience(const Waiting& waiting, const std::string& what,
                        const std::function<Blockage()>& who_is_in_the_way,
                        const LockedAttempt& attempt);
// The same for a step, in the way of which is who holds what `wanted` need.
void with_lock_patience(RunContext& context, const Step& step, const std::vector<Statement>& wanted,
                        const LockedAttempt& attempt);

// For those who only look: runs `look` in a transaction of its own, in which no query waits for a
// lock for longer than `timeout`. False where one would have had to; then nobody has seen anything.
bool look_without_waiting(pg::Session& session, std::chrono::milliseconds timeout,
                          const std::function<void()>& look);

// The error that ends the waiting.
Error lock_unavailable(const std::string& what, std::chrono::milliseconds waited,
                       const std::vector<Blocker>& blockers);

}  // namespace zdm::run
