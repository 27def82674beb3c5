#include "run/lock_waiters.hpp"

#include <string_view>

#include "sql/sql.hpp"

namespace zdm::run {
namespace {

// Who waits for a row waits for the transaction that has it, of which pg_locks does not tell the
// table: so the waiter's own lock on the table does. It is taken before any row's.
constexpr std::string_view kWaiters = R"(
WITH lock AS MATERIALIZED (SELECT * FROM pg_catalog.pg_locks),
wanted AS (
  SELECT c.oid FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = $1 AND c.relname = $2),
its AS (
  SELECT lock.* FROM lock JOIN wanted ON lock.relation = wanted.oid
  WHERE lock.database = (SELECT oid FROM pg_catalog.pg_database
                         WHERE datname = current_database()))
SELECT DISTINCT waiting.pid
FROM (SELECT pid FROM its WHERE NOT granted
      UNION
      SELECT pid FROM lock
      WHERE NOT granted AND locktype = 'transactionid'
        AND pid IN (SELECT pid FROM its WHERE granted AND mode <> 'AccessShareLock')) AS waiting
WHERE waiting.pid <> pg_backend_pid())";

}  // namespace

int lock_waiters(pg::Session& session, const QualifiedName& table, const std::set<int>& ours) {
  int others = 0;
  for (const pg::Row& row : session.query(kWaiters, {table.schema.str(), table.name.str()}).rows)
    if (!ours.contains(std::stoi(row.at(0).value_or("0")))) ++others;
  return others;
}

}  // namespace zdm::run
