// Each row of the table of hazards that has an example is run on a real server: the lock and the
// work are what the table says, and what lint makes of the statement.
#include <map>

#include "catch.hpp"
#include "core/error.hpp"
#include "lint/hazard.hpp"
#include "lint/locking.hpp"
#include "lint/script.hpp"
#include "lock_measurement.hpp"
#include "pg_server.hpp"

namespace {

using namespace zdm;

constexpr const char* kTables = R"(
DROP SCHEMA IF EXISTS m CASCADE; CREATE SCHEMA m;
CREATE DOMAIN m.positive AS int CHECK (VALUE > 0);
CREATE TYPE m.mood AS ENUM ('ok');
CREATE TABLE m.users (id int PRIMARY KEY, name text NOT NULL, email text NOT NULL, age int);
CREATE TABLE m.orders (id int, user_id int CONSTRAINT orders_user_fkey REFERENCES m.users);
CREATE TABLE m.people (id int);
CREATE TABLE m.events (id int, user_id int, at date) PARTITION BY RANGE (id);
CREATE TABLE m.events_1 PARTITION OF m.events FOR VALUES FROM (0) TO (5000);
CREATE TABLE m.events_2 (id int, user_id int, at date);
CREATE INDEX users_age ON m.users (age);
CREATE UNIQUE INDEX people_id ON m.people (id);
CREATE FUNCTION m.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
INSERT INTO m.users SELECT n, n, n, n FROM generate_series(1, 1000) n;
INSERT INTO m.orders SELECT n, n FROM generate_series(1, 1000) n;
INSERT INTO m.people SELECT n FROM generate_series(1, 1000) n;
INSERT INTO m.events_2 SELECT n, n FROM generate_series(5000, 5100) n;
)";

// SQL that makes what the example needs besides the tables.
std::string prepared(std::string_view code) {
  static const std::map<std::string_view, std::string> all{
      {"type-recheck", "ALTER TABLE users ALTER name TYPE varchar(100), ADD CHECK (name <> '')"},
      {"validate-same-transaction",
       "ALTER TABLE users ADD CONSTRAINT name_given CHECK (name <> '') NOT VALID"},
      {"not-null-no-default", "TRUNCATE users, orders"},
      {"domain-constraint", "ALTER TABLE users ADD COLUMN score positive"},
      {"alter-viewed-column", "CREATE VIEW ages AS SELECT age FROM users"},
  };
  const auto found = all.find(code);
  return found == all.end() ? std::string() : found->second;
}

// The table whose lock and work a row tells: the first that lint sees a lock on, but for these.
std::string table_of(const lint::Hazard& hazard, const lint::ParsedStatement& statement) {
  if (hazard.code == "drop-index") return "users";
  if (hazard.code == "attach-unchecked") return "events_2";
  const std::vector<lint::Locking> lockings = lint::lockings(statement.node);
  return lockings.empty() ? "users" : lockings.front().table.name;
}

// What is seen of the work: an index that is built anew is no new index, and a table that is
// emptied gets a new file.
Cost cost_seen(const lint::Hazard& hazard) {
  if (hazard.code == "reindex") return Cost::scans_table;
  return hazard.code == "truncate" ? Cost::rewrites_table : hazard.cost;
}

// PostgreSQL refuses what the table calls an error for all releases that zdm is for.
bool is_refused(std::string_view code) {
  return code == "alter-viewed-column" || code == "index-partitioned";
}

bool is_measured(const lint::Hazard& hazard) {
  return !hazard.example.empty() && hazard.lock != LockMode::none;
}

// Only the catalog knows whether a type is a domain, and whether a column may be NULL.
bool is_for_catalog(std::string_view code) {
  return code == "add-constrained-domain" || code == "pk-nullable";
}

// What lint itself makes of the statement. It never believes it to be lighter; the worst that can
// be is not always what is.
void check_belief(const lint::Hazard& hazard, const lint::ParsedStatement& statement,
                  const std::string& table) {
  for (const lint::Locking& locking : lint::lockings(statement.node)) {
    if (locking.table.name != table) continue;
    // The table is locked in SHARE and its indexes more strongly, which counts as the table.
    if (hazard.code != "reindex") CHECK(to_string(locking.lock) == to_string(hazard.lock));
    if (!is_for_catalog(hazard.code)) CHECK(locking.cost >= hazard.cost);
  }
}

void measure(const lint::Hazard& hazard, const std::string& database) {
  const std::string sql(hazard.example);
  const lint::ParsedStatement statement = lint::parse_statement(sql, 0);
  REQUIRE(statement.error.empty());
  const std::string table = table_of(hazard, statement);
  const bool concurrently = sql.find("CONCURRENTLY") != std::string::npos;
  const test::Measured measured =
      concurrently ? test::measure_while_it_waits(database, "m." + table, sql, hazard.cost)
                   : test::measure_in_transaction(database, "m." + table, sql);
  const auto lock = measured.locks.find(table);
  const LockMode taken = lock == measured.locks.end() ? LockMode::none : lock->second;
  CHECK(to_string(taken) == to_string(hazard.lock));
  if (hazard.cost != Cost::writes_rows)
    CHECK(to_string(measured.cost) == to_string(cost_seen(hazard)));
  check_belief(hazard, statement, table);
}

TEST_CASE("each hazard takes the lock and does the work that the table says", "[lint][database]") {
  const std::string database = test::new_database("");
  for (const lint::Hazard& hazard : lint::hazards()) {
    if (hazard.example.empty()) continue;
    INFO(hazard.code << ": " << hazard.example);
    pg::Session session = test::connect(database);
    session.query(kTables);
    session.query("SET search_path = m");
    if (const std::string sql = prepared(hazard.code); !sql.empty()) session.query(sql);
    if (is_measured(hazard))
      measure(hazard, database);
    else if (is_refused(hazard.code))
      CHECK_THROWS_AS(session.query(std::string(hazard.example)), Error);
  }
}

// Where lint believes a statement to be brief, no_lock and no work may be told by its rule.
TEST_CASE("each hazard that blocks and is an error shows how, or says so in words", "[lint]") {
  for (const lint::Hazard& hazard : lint::hazards()) {
    INFO(hazard.code);
    CHECK_FALSE(hazard.what.empty());
    CHECK_FALSE(hazard.safe_form.empty());
    CHECK((hazard.judge != nullptr) == hazard.told_by.empty());
    if (hazard.harm == lint::Harm::blocks && hazard.lock == LockMode::none)
      CHECK_FALSE(hazard.remark.empty());
  }
}

}  // namespace
