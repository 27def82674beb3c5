#include "lock_measurement.hpp"

#include <algorithm>
#include <future>
#include <thread>

#include "catch.hpp"
#include "pg_server.hpp"

namespace zdm::test {
namespace {

using namespace std::chrono_literals;

// A relation that was there before the statement: nobody can wait for one that is being made. An
// index counts as its table: whoever plans a query on the table locks the index too.
struct Relation {
  std::string name;
  bool is_table = false;
};
using Relations = std::map<std::string, Relation>;  // by oid

Relations relations(pg::Session& session) {
  Relations found;
  const pg::Rows rows = session.query(
      "SELECT c.oid, coalesce(t.relname, c.relname), c.relkind = 'r' FROM pg_class c\n"
      "LEFT JOIN pg_index i ON i.indexrelid = c.oid LEFT JOIN pg_class t ON t.oid = i.indrelid\n"
      "WHERE c.relnamespace = 'm'::regnamespace");
  for (const pg::Row& row : rows.rows) found[*row[0]] = {*row[1], row[2] == "t"};
  return found;
}

// What has been done to a table.
struct Work {
  std::string oid;
  long long scans = 0;
  std::string file_node;  // another one: it was rewritten; empty: it has gone
  long long indexes = 0;
};

// `scans` is the statistics function to ask.
Work work_on(pg::Session& session, const std::string& oid, const std::string& scans) {
  const pg::Row row = session
                          .query("SELECT " + scans + "(" + oid + "), pg_relation_filenode(" + oid +
                                 "), (SELECT count(*) FROM pg_index)")
                          .rows.at(0);
  return {oid, std::stoll(row[0].value_or("0")), row[1].value_or(""), std::stoll(*row[2])};
}

std::string oid_of(pg::Session& session, const std::string& table) {
  return session.query("SELECT '" + table + "'::regclass::oid").value();
}

// Clients take no more than ROW EXCLUSIVE of a view, a sequence or an index, so that a weak lock on
// one is no lock to them.
Locks locks_of(pg::Session& watch, int pid, const Relations& relations) {
  Locks locks;
  const pg::Rows rows = watch.query(
      "SELECT relation, upper(regexp_replace(regexp_replace(mode, 'Lock$', ''),\n"
      "  '([a-z])([A-Z])', '\\1 \\2', 'g'))\n"
      "FROM pg_locks WHERE locktype = 'relation' AND granted AND pid = " +
      std::to_string(pid));
  for (const pg::Row& row : rows.rows) {
    const auto relation = relations.find(*row[0]);
    if (relation == relations.end()) continue;
    const auto mode = lock_mode(*row[1]);
    REQUIRE(mode);
    if (!relation->second.is_table && *mode < LockMode::share) continue;
    LockMode& strongest = locks[relation->second.name];
    strongest = std::max(strongest, *mode);
  }
  return locks;
}

Cost cost_of(const Work& before, const Work& after) {
  if (!after.file_node.empty() && after.file_node != before.file_node) return Cost::rewrites_table;
  if (after.scans == before.scans) return Cost::brief;
  return after.indexes > before.indexes ? Cost::builds_index : Cost::scans_table;
}

}  // namespace

Measured measure_in_transaction(const std::string& database, const std::string& table,
                                const std::string& sql) {
  pg::Session session = test::connect(database), watch = test::connect(database);
  const Relations before = relations(watch);
  const char* scans = "pg_stat_get_xact_numscans";
  const std::string oid = oid_of(watch, table);
  session.query("SET search_path = m");
  session.query("BEGIN");
  const Work none = work_on(session, oid, scans);
  session.query(sql);
  const Measured measured{locks_of(watch, session.backend_pid(), before),
                          cost_of(none, work_on(session, oid, scans))};
  session.query("ROLLBACK");
  return measured;
}

Measured measure_while_it_waits(const std::string& database, const std::string& table,
                                const std::string& sql, Cost expected) {
  pg::Session old = test::connect(database), worker = test::connect(database),
              watch = test::connect(database);
  const char* scans = "pg_stat_get_numscans";
  const Work none = work_on(watch, oid_of(watch, table), scans);
  worker.query("SET search_path = m");
  old.query("BEGIN; LOCK TABLE " + table + " IN ROW EXCLUSIVE MODE");
  auto done = std::async(std::launch::async, [&] { worker.query(sql); });
  const std::string is_waiting =
      "SELECT cardinality(pg_blocking_pids(" + std::to_string(worker.backend_pid()) + ")) > 0";
  while (watch.query(is_waiting).value() != "t" && done.wait_for(10ms) != std::future_status::ready)
    continue;
  Measured measured{locks_of(watch, worker.backend_pid(), relations(watch)), Cost::brief};
  old.query("COMMIT");
  done.get();
  worker = test::connect(database);  // a session that ends leaves its statistics, a little later
  for (int i = 0; i < 40 && (measured.cost != expected || i < 5); ++i) {
    std::this_thread::sleep_for(50ms);
    measured.cost = cost_of(none, work_on(watch, none.oid, scans));
  }
  return measured;
}

std::string to_text(const Locks& locks) {
  std::string lines;
  for (const auto& [relation, mode] : locks)
    lines += relation + ": " + std::string(to_string(mode)) + "\n";
  return lines;
}

}  // namespace zdm::test
