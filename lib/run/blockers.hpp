#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "pg/session.hpp"
#include "run/progress.hpp"
#include "sql/statement.hpp"

namespace zdm::run {

// Who is in the way of some statements.
struct Blockage {
  std::vector<Blocker> blockers;        // the oldest transaction first, at most ten
  std::vector<QualifiedName> vacuumed;  // tables that an autovacuum holds
};

// Those who hold locks now which conflict with the locks that `wanted` take on their tables; if
// nobody does, those who hold any on tables tied to these by a foreign key. Who has ended in the
// meantime is not told; what the role may not see of others is left empty.
Blockage who_blocks(pg::Session& session, const std::vector<Statement>& wanted);

// Those who hold a table of the schema so that its definition cannot be read.
Blockage who_blocks_readers(pg::Session& session, const Identifier& schema);

// Those for whom the server's process `pid` waits right now, whatever it is that they hold.
std::vector<Blocker> who_blocks(pg::Session& session, int pid);

// Those who have waited `at_least` so long for a table of which `pid` holds a lock. Neither
// autovacuum nor VACUUM counts: they are in nobody's way, and nobody ever waits in a circle with
// them. What others have queued behind one of these is not told.
std::vector<Blocker> kept_waiting(pg::Session& session, int pid,
                                  std::chrono::milliseconds at_least);

// "process 123 (psql, idle in transaction for 35 s)": no text of a query, which may
// hold what is not for every log
std::string to_text(const Blocker& blocker);

}  // namespace zdm::run
