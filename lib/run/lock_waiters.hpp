#pragma once

#include <set>

#include "core/identifier.hpp"
#include "pg/session.hpp"

namespace zdm::run {

// How many sessions wait for a lock of the table: for the table itself, for a row of it, or for the
// end of a transaction that has written a row which they want to write. Those with a process id in
// `ours`, and the one that asks, do not count. pg_locks shows any role all of it (view-pg-locks in
// PostgreSQL's manual).
int lock_waiters(pg::Session& session, const QualifiedName& table, const std::set<int>& ours);

}  // namespace zdm::run
