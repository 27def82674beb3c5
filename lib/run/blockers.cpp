#include "run/blockers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace zdm::run {
namespace {

// By LockMode from access_share on: its name in pg_locks, and the modes that conflict with it, as
// indexes of this list. From "Conflicting Lock Modes" (explicit-locking) in PostgreSQL's manual.
struct Conflicts {
  const char* name;
  std::array<bool, 8> conflicts;
};

constexpr std::array<Conflicts, 8> kTableLocks{{
    {"AccessShareLock", {0, 0, 0, 0, 0, 0, 0, 1}},
    {"RowShareLock", {0, 0, 0, 0, 0, 0, 1, 1}},
    {"RowExclusiveLock", {0, 0, 0, 0, 1, 1, 1, 1}},
    {"ShareUpdateExclusiveLock", {0, 0, 0, 1, 1, 1, 1, 1}},
    {"ShareLock", {0, 0, 1, 1, 0, 1, 1, 1}},
    {"ShareRowExclusiveLock", {0, 0, 1, 1, 1, 1, 1, 1}},
    {"ExclusiveLock", {0, 1, 1, 1, 1, 1, 1, 1}},
    {"AccessExclusiveLock", {1, 1, 1, 1, 1, 1, 1, 1}},
}};

// The names in pg_locks of what conflicts with the mode; empty for LockMode::none.
std::vector<Sql> conflicting(LockMode mode) {
  std::vector<Sql> names;
  if (mode == LockMode::none) return names;
  const Conflicts& lock = kTableLocks.at(static_cast<std::size_t>(mode) - 1);
  for (std::size_t i = 0; i < kTableLocks.size(); ++i)
    if (lock.conflicts.at(i)) names.push_back(sql("{}", Literal{kTableLocks.at(i).name}));
  return names;
}

// (schema, table, {modes that would be in the way}) of each table; empty if there is none.
Sql wanted_rows(const std::vector<Statement>& wanted) {
  std::vector<Sql> rows;
  for (const auto& [table, mode] : strongest_locks(wanted))
    rows.push_back(sql("({}, {}, ARRAY[{}])", Literal{table.schema.str()},
                       Literal{table.name.str()}, join(conflicting(mode), ", ")));
  return join(rows, ", ");
}

constexpr std::string_view kHolders = R"(
tables AS (
  SELECT c.oid, wanted.modes
  FROM wanted
  JOIN pg_catalog.pg_namespace n ON n.nspname = wanted.schema_name
  JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = wanted.table_name),
related AS (
  SELECT o.conrelid AS oid FROM pg_catalog.pg_constraint o
  JOIN tables ON tables.oid = o.confrelid WHERE o.contype = 'f'
  UNION
  SELECT o.confrelid FROM pg_catalog.pg_constraint o
  JOIN tables ON tables.oid = o.conrelid WHERE o.contype = 'f'),
holders AS (
  SELECT l.pid, l.virtualtransaction, l.relation, true AS direct
  FROM pg_catalog.pg_locks l JOIN tables ON tables.oid = l.relation AND l.mode = ANY (tables.modes)
  WHERE l.locktype = 'relation' AND l.granted AND l.pid IS DISTINCT FROM pg_backend_pid()
    AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
  UNION
  SELECT l.pid, l.virtualtransaction, l.relation, false
  FROM pg_catalog.pg_locks l JOIN related ON related.oid = l.relation
  WHERE l.locktype = 'relation' AND l.granted AND l.pid IS DISTINCT FROM pg_backend_pid()
    AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()))
SELECT coalesce(h.pid, 0),
  CASE WHEN h.pid IS NULL THEN coalesce('prepared transaction ' || p.gid, 'prepared transaction')
       -- Only the server's own processes have no user; of these, only autovacuum locks tables.
       WHEN a.pid IS NOT NULL AND a.usesysid IS NULL THEN 'autovacuum'
       ELSE coalesce(a.application_name, '') END,
  CASE WHEN h.pid IS NULL THEN 'prepared' ELSE coalesce(a.state, '') END,
  greatest(0, round(extract(epoch FROM clock_timestamp() -
    coalesce(a.query_start, a.xact_start, p.prepared, clock_timestamp()))))::bigint,
  left(regexp_replace(coalesce(a.query, ''), '\s+', ' ', 'g'), 100),
  a.pid IS NOT NULL AND a.usesysid IS NULL, n.nspname, c.relname
FROM holders h
JOIN pg_catalog.pg_class c ON c.oid = h.relation
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = h.pid
LEFT JOIN pg_catalog.pg_prepared_xacts p
  ON h.pid IS NULL AND h.virtualtransaction = '-1/' || p.transaction
WHERE h.direct OR NOT EXISTS (SELECT FROM holders WHERE direct)
ORDER BY coalesce(a.xact_start, p.prepared), h.pid, c.relname
LIMIT 100)";

// The columns are those of kHolders, as far as they go.
constexpr std::string_view kBlockersOf = R"(
SELECT b.pid,
  CASE WHEN b.pid = 0 THEN 'prepared transaction'
       WHEN a.pid IS NOT NULL AND a.usesysid IS NULL THEN 'autovacuum'
       ELSE coalesce(a.application_name, '') END,
  coalesce(a.state, ''),
  greatest(0, round(extract(epoch FROM clock_timestamp() -
    coalesce(a.query_start, a.xact_start, clock_timestamp()))))::bigint,
  left(regexp_replace(coalesce(a.query, ''), '\s+', ' ', 'g'), 100)
FROM unnest(pg_catalog.pg_blocking_pids($1)) AS b (pid)
LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = b.pid
ORDER BY a.xact_start, b.pid
LIMIT 10)";

// VACUUM takes its snapshot where nobody waits for it, and whom it keeps waiting can wait as well.
// The columns are those of kBlockersOf.
constexpr std::string_view kKeptWaiting = R"(
SELECT DISTINCT waiting.pid, coalesce(a.application_name, ''), coalesce(a.state, ''),
  greatest(0, round(extract(epoch FROM clock_timestamp() -
    coalesce(a.query_start, a.xact_start, clock_timestamp()))))::bigint,
  left(regexp_replace(coalesce(a.query, ''), '\s+', ' ', 'g'), 100)
FROM pg_catalog.pg_locks held
JOIN pg_catalog.pg_locks waiting ON waiting.database = held.database
  AND waiting.relation = held.relation AND waiting.locktype = 'relation' AND NOT waiting.granted
JOIN pg_catalog.pg_stat_activity a ON a.pid = waiting.pid
WHERE held.pid = $1 AND held.locktype = 'relation' AND held.granted
  AND waiting.waitstart <= clock_timestamp() - $2 * interval '1 millisecond'
  AND a.usesysid IS NOT NULL
  AND NOT (waiting.mode = 'ShareUpdateExclusiveLock' AND a.query ~* '^\s*vacuum\y')
  AND held.pid = ANY (pg_catalog.pg_blocking_pids(waiting.pid))
ORDER BY 1
LIMIT 10)";

constexpr std::size_t kMostTold = 10;

Blocker blocker(const pg::Row& row) {
  return {.pid = std::stoi(row.at(0).value_or("0")),
          .application = row.at(1).value_or(""),
          .state = row.at(2).value_or(""),
          .query_age = std::chrono::seconds(std::stoll(row.at(3).value_or("0"))),
          .query = row.at(4).value_or("")};
}

std::vector<Blocker> blockers(const pg::Rows& rows) {
  std::vector<Blocker> found;
  for (const pg::Row& row : rows.rows) found.push_back(blocker(row));
  return found;
}

}  // namespace

namespace {

// `wanted` is a query for the rows of wanted_rows().
Blockage holders(pg::Session& session, const Sql& wanted) {
  Blockage blockage;
  const Sql query = sql("WITH wanted (schema_name, table_name, modes) AS ({}),{}", wanted,
                        Sql::raw(std::string(kHolders)));
  for (const pg::Row& row : session.query(query.text()).rows) {
    const Blocker found = blocker(row);
    const bool is_new = std::none_of(
        blockage.blockers.begin(), blockage.blockers.end(), [&found](const Blocker& other) {
          return other.pid == found.pid && other.application == found.application;
        });
    if (is_new && blockage.blockers.size() < kMostTold) blockage.blockers.push_back(found);
    if (row.at(5) == "t")
      blockage.vacuumed.push_back({.schema = Identifier(row.at(6).value_or("")),
                                   .name = Identifier(row.at(7).value_or(""))});
  }
  return blockage;
}

}  // namespace

Blockage who_blocks(pg::Session& session, const std::vector<Statement>& wanted) {
  const Sql rows = wanted_rows(wanted);
  return rows.empty() ? Blockage{} : holders(session, sql("VALUES {}", rows));
}

Blockage who_blocks_readers(pg::Session& session, const Identifier& schema) {
  return holders(session,
                 sql("SELECT n.nspname, c.relname, ARRAY[{}] FROM pg_catalog.pg_class c "
                     "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
                     "WHERE n.nspname = {} AND c.relkind IN ('r', 'p')",
                     join(conflicting(LockMode::access_share), ", "), Literal{schema.str()}));
}

std::vector<Blocker> who_blocks(pg::Session& session, int pid) {
  return blockers(session.query(kBlockersOf, {std::to_string(pid)}));
}

std::vector<Blocker> kept_waiting(pg::Session& session, int pid,
                                  std::chrono::milliseconds at_least) {
  return blockers(
      session.query(kKeptWaiting, {std::to_string(pid), std::to_string(at_least.count())}));
}

std::string to_text(const Blocker& blocker) {
  const std::string who = blocker.application.empty() ? "no application name" : blocker.application;
  std::string text = blocker.pid == 0 ? who : fmt::format("process {} ({}", blocker.pid, who);
  if (blocker.pid == 0) return text;
  if (!blocker.state.empty())
    text += fmt::format(", {} for {} s", blocker.state, blocker.query_age.count());
  return text + ")";
}

}  // namespace zdm::run
