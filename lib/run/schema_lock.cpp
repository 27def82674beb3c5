#include "run/schema_lock.hpp"

#include <fmt/format.h>

#include "core/error.hpp"
#include "core/name.hpp"
#include "sql/sql.hpp"

namespace zdm::run {
namespace {

using Clock = std::chrono::steady_clock;

// A bigint key stands in pg_locks as two halves, with objsubid 1.
Sql holders(long long key) {
  return sql(
      "SELECT l.pid, coalesce(nullif(a.application_name, ''), 'unknown'),\n"
      "       coalesce(host(a.client_addr), 'the server''s machine')\n"
      "FROM pg_catalog.pg_locks l\n"
      "LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid\n"
      "WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1\n"
      "  AND l.database = (SELECT oid FROM pg_catalog.pg_database\n"
      "                    WHERE datname = current_database())\n"
      "  AND (l.classid::bigint << 32) | l.objid::bigint = {}::bigint",
      Literal{std::to_string(key)});
}

}  // namespace

SchemaLock::SchemaLock(Identifier state_schema, Identifier schema)
    : schema_(std::move(schema)),
      // No name holds a zero byte, so that no two pairs of names give the same text.
      key_(static_cast<long long>(
          stable_hash(state_schema.str() + std::string(1, '\0') + schema_.str()))) {}

void SchemaLock::take(pg::Session& session, const Interruption& interruption,
                      std::chrono::milliseconds patience) const {
  const Sql attempt =
      sql("SELECT pg_catalog.pg_try_advisory_lock({}::bigint)", Literal{std::to_string(key_)});
  const auto deadline = Clock::now() + patience;
  while (session.query(attempt.text()).value() != "t") {
    if (Clock::now() >= deadline)
      throw Error(ErrorKind::wrong_state,
                  fmt::format("another zdm is at work on schema {}{}", schema_.quoted(),
                              holder_text(session)),
                  "wait until it has ended, or end it; see zdm status");
    interruption.sleep(std::chrono::milliseconds(50));
  }
}

std::optional<int> SchemaLock::holder(pg::Session& session) const {
  const pg::Rows rows = session.query(holders(key_).text());
  if (rows.empty()) return std::nullopt;
  return std::stoi(rows.rows.front().at(0).value_or("0"));
}

std::string SchemaLock::holder_text(pg::Session& session) const {
  const pg::Rows rows = session.query(holders(key_).text());
  if (rows.empty()) return {};
  const pg::Row& row = rows.rows.front();
  return fmt::format(" (process {} of the server, application {}, from {})", row[0].value_or("?"),
                     row[1].value_or("?"), row[2].value_or("?"));
}

}  // namespace zdm::run
