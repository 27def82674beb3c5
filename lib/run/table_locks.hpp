#pragma once

#include <cstddef>
#include <vector>

#include "pg/session.hpp"
#include "sql/statement.hpp"

namespace zdm::run {

// Does a client that only reads and writes rows have to wait for it?
bool is_strong(LockMode mode);

// What takes the strong locks of some statements before their work, so that whoever does the work
// waits for nobody any more: a client that waits for it meanwhile can be part of no deadlock, and
// the time of bounded work is the work's alone.
struct LocksFirst {
  std::size_t before = 0;     // the number of the statement before which they are taken
  std::vector<Sql> commands;  // LOCK TABLE …; none where the statements need only one lock, and
                              // none of them is bounded
  std::size_t tables = 0;     // that the commands lock
};

// As far as the tables are there and the role may lock them. Views are not among them: LOCK TABLE
// would go on to their tables. See "Deadlocks" (explicit-locking) and LOCK (sql-lock) in
// PostgreSQL's manual.
LocksFirst locks_first(pg::Session& session, const std::vector<Statement>& statements);

}  // namespace zdm::run
