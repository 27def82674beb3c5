#include "run/rehearsal.hpp"

#include "core/search_path.hpp"
#include "run/lock_patience.hpp"
#include "sql/sql.hpp"

namespace zdm::run {
namespace {

struct IsOver {};

long long milliseconds_of(std::chrono::milliseconds duration) { return duration.count(); }

}  // namespace

void Rehearsal::run(SchemaSession& session, const Options& options,
                    const std::function<void(Rehearsal&)>& work) {
  Rehearsal rehearsal(session, options);
  try {
    session->transaction([&] {
      work(rehearsal);
      throw IsOver{};
    });
  } catch (const IsOver&) {
  }
}

std::optional<Error> Rehearsal::attempt(const std::string& sql_text) {
  const std::vector<Identifier> path = expression_path(options_.schema, options_.search_path);
  session_->query(sql("SAVEPOINT zdm_rehearsal; SET LOCAL search_path = {}, pg_temp;\n"
                      "SET LOCAL lock_timeout = {}; SET LOCAL statement_timeout = {}",
                      path, milliseconds_of(lock_timeout(options_.lock, session_)),
                      milliseconds_of(options_.lock.timeout))
                      .text());
  try {
    session_->query(sql_text);
    session_->query(
        "SET LOCAL search_path = pg_catalog; SET LOCAL lock_timeout = 0; "
        "SET LOCAL statement_timeout = 0");
    return std::nullopt;
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::failed || is_connection_error(error) || is_lock_conflict(error))
      throw;
    forget();
    return error;
  }
}

void Rehearsal::forget() {
  session_->query("ROLLBACK TO SAVEPOINT zdm_rehearsal; RELEASE SAVEPOINT zdm_rehearsal");
}

std::set<Identifier> Rehearsal::tables_touched() { return tables_locked(sql("true")); }

std::set<Identifier> Rehearsal::tables_held() {
  return tables_locked(
      sql("l.mode IN ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', "
          "'AccessExclusiveLock')"));
}

std::set<Identifier> Rehearsal::tables_locked(const Sql& condition) {
  const Sql query =
      sql("SELECT DISTINCT coalesce(root.relname, c.relname)\n"
          "FROM pg_catalog.pg_locks l\n"
          "JOIN pg_catalog.pg_class c ON c.oid = l.relation\n"
          "LEFT JOIN pg_catalog.pg_class root\n"
          "  ON root.oid = pg_catalog.pg_partition_root(c.oid)\n"
          "JOIN pg_catalog.pg_namespace n ON n.oid = coalesce(root.relnamespace, c.relnamespace)\n"
          "WHERE l.locktype = 'relation' AND l.pid = pg_catalog.pg_backend_pid()\n"
          "  AND n.nspname = {} AND {}",
          Literal{options_.schema.str()}, condition);
  std::set<Identifier> tables;
  for (const pg::Row& row : session_->query(query.text()).rows)
    tables.emplace(row.at(0).value_or(""));
  return tables;
}

}  // namespace zdm::run
