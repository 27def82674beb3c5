#include <thread>

#include "catch.hpp"
#include "embedded/sql.hpp"
#include "run_database.hpp"

namespace {

using namespace zdm;
using namespace zdm::test;
using run::StateSchema;

std::string schemas(const Database& database) {
  return database.value(
      "SELECT coalesce(string_agg(nspname, ',' ORDER BY 1), '') FROM pg_namespace "
      "WHERE nspname !~ '^(pg_|information_schema|public)'");
}

TEST_CASE("reading where zdm was never used makes nothing", "[run][database]") {
  const Database database;
  pg::Session session = database.session();
  CHECK_FALSE(StateSchema(Identifier("zdm")).is_there(session));
  Recorder progress;
  run::Lifecycle lifecycle(database.options(), progress);
  CHECK(lifecycle.history().empty());
  CHECK_FALSE(lifecycle.status().active);
  CHECK(schemas(database).empty());
}

TEST_CASE("the state is made once, by a role that is no superuser", "[run][database]") {
  const Database database;
  pg::Session session = database.session();
  const StateSchema state(Identifier("we\"ird :\"state\" 'Zdm"));
  state.ensure(session);
  state.ensure(session);
  CHECK(state.is_there(session));
  CHECK(schemas(database) == "we\"ird :\"state\" 'Zdm");
  const Sql count = sql("SELECT count(*) FROM {}.version", state.name());
  CHECK(database.value(count.text()) ==
        std::to_string(StateSchema::kVersion));  // a row for each script
}

// The state as the first zdm made it.
void make_version_1(pg::Session& session) {
  std::string script(embedded::schema::state);
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {":\"state\"", "\"zdm\""}, {":'zdm'", "'0.1.0'"}})
    for (std::size_t at = script.find(from); at != std::string::npos; at = script.find(from))
      script.replace(at, from.size(), to);
  session.query("CREATE SCHEMA zdm");
  session.query(script);
}

TEST_CASE("a state of an older zdm is read as it is, and upgraded by who writes",
          "[run][database]") {
  const Database database;
  pg::Session session = database.session();
  make_version_1(session);
  session.query(
      "INSERT INTO zdm.migrations (schema_name, name, description, version_schema, status, "
      "checksum, source, plan, zdm) VALUES ('public', '01_old', '', 'public_01_old', 'starting', "
      "'', '', '" +
      plan_to_json(plan_of({})) + "', '0.1.0')");
  const StateSchema state(Identifier("zdm"));
  CHECK(state.is_there(session));
  CHECK_FALSE(state.is_current(session));
  Recorder progress;
  run::Lifecycle lifecycle(database.options(), progress);
  REQUIRE(lifecycle.status().active);
  CHECK(lifecycle.status().active->name == "01_old");
  CHECK(database.value("SELECT max(version) FROM zdm.version") == "1");
  lifecycle.rollback();
  CHECK(state.is_current(session));
  CHECK(lifecycle.history().size() == 1);
}

TEST_CASE("who may use an older state but does not own it is told who has to upgrade it",
          "[run][database]") {
  const Database database;
  {
    pg::Session superuser = database.superuser();
    make_version_1(superuser);
  }
  database.exec(
      "GRANT USAGE, CREATE ON SCHEMA zdm TO owner; "
      "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA zdm TO owner");
  pg::Session session = database.session();
  const Error error = error_of([&] { StateSchema(Identifier("zdm")).ensure(session); });
  CHECK_THAT(error.what(), contains("is of an older zdm, and role \"owner\" may not upgrade it"));
  CHECK_THAT(error.hint(), contains("zdm init"));
  CHECK_FALSE(StateSchema(Identifier("zdm")).is_current(session));
}

TEST_CASE("two who make the state at once both find it made", "[run][database]") {
  const Database database;
  const StateSchema state(Identifier("zdm"));
  std::vector<std::thread> threads;
  std::atomic<int> made = 0;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      pg::Session session = database.session();
      state.ensure(session);
      ++made;
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(made == 4);
  CHECK(database.value("SELECT count(*) FROM zdm.version") ==
        std::to_string(StateSchema::kVersion));
}

TEST_CASE("a role that may not make the state is told the GRANT", "[run][database]") {
  const Database database;
  database.exec("ALTER DATABASE test OWNER TO postgres");
  pg::Session session = database.session();
  const StateSchema state(Identifier("zdm"));
  const Error error = error_of([&] { state.ensure(session); });
  CHECK(error.sqlstate() == "42501");
  CHECK_THAT(error.hint(), contains("GRANT CREATE ON DATABASE \"test\" TO \"owner\""));
  CHECK(schemas(database).empty());

  database.exec("CREATE SCHEMA zdm AUTHORIZATION owner");
  state.ensure(session);
  CHECK(state.is_there(session));
}

TEST_CASE("a role that may not use another's state is told the GRANT", "[run][database]") {
  const Database database;
  const StateSchema state(Identifier("zdm"));
  {
    pg::Session superuser = database.superuser();
    state.ensure(superuser);
  }
  pg::Session session = database.session();
  CHECK_THAT(error_of([&] { state.is_there(session); }).hint(),
             contains("GRANT USAGE ON SCHEMA \"zdm\" TO \"owner\""));
  database.exec(
      "GRANT USAGE ON SCHEMA zdm TO owner; GRANT SELECT ON ALL TABLES IN SCHEMA zdm TO owner");
  CHECK(state.is_there(session));
  CHECK_THAT(error_of([&] { state.ensure(session); }).hint(),
             contains("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA \"zdm\""));
}

TEST_CASE("a state of a newer zdm is not touched", "[run][database]") {
  const Database database;
  pg::Session session = database.session();
  const StateSchema state(Identifier("zdm"));
  state.ensure(session);
  session.query("INSERT INTO zdm.version (version, zdm) VALUES (99, 'later')");
  CHECK_THAT(error_of([&] { state.ensure(session); }).what(), contains("newer zdm"));
}

TEST_CASE("somebody else's tables are not taken for zdm's", "[run][database]") {
  const Database database;
  database.exec("CREATE SCHEMA zdm AUTHORIZATION owner; CREATE TABLE zdm.migrations (id int)");
  pg::Session session = database.session();
  CHECK_THAT(error_of([&] { StateSchema(Identifier("zdm")).ensure(session); }).hint(),
             contains("--state-schema"));
}

TEST_CASE("of two sessions one gets a schema's lock, and the other is told who has it",
          "[run][database]") {
  const Database database;
  const run::Interruption interruption;
  const run::SchemaLock lock(Identifier("zdm"), Identifier("public"));
  pg::Session other = database.session();
  {
    pg::Session first = database.session();
    lock.take(first, interruption, 0ms);
    CHECK(lock.is_held(other));
    const Error error = error_of([&] { lock.take(other, interruption, 100ms); });
    CHECK(error.kind() == ErrorKind::wrong_state);
    CHECK_THAT(error.what(), contains(std::to_string(first.backend_pid())));
    run::SchemaLock(Identifier("zdm"), Identifier("sales")).take(other, interruption, 0ms);
  }
  lock.take(other, interruption, 2s);  // free as soon as its holder is gone
}

}  // namespace
