#include <chrono>
#include <functional>
#include <optional>
#include <thread>

#include "catch.hpp"
#include "core/error.hpp"
#include "pg/commit_in_doubt.hpp"
#include "pg_server.hpp"

using namespace std::chrono_literals;
using zdm::Error;
using zdm::ErrorKind;
using zdm::Identifier;
using zdm::pg::CommitInDoubt;
using zdm::pg::Row;
using zdm::pg::Rows;
using zdm::pg::Session;
using zdm::pg::Target;
using zdm::test::connect;
using zdm::test::contains;
using zdm::test::new_database;
using zdm::test::server;

namespace {

Error error_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    return error;
  }
  return {ErrorKind::failed, "nothing was thrown"};
}

Error error_of(Session& session, const std::string& sql) {
  return error_of([&] { session.query(sql); });
}

void terminate(Session& victim) {
  connect().query("SELECT pg_terminate_backend($1)", {std::to_string(victim.backend_pid())});
  std::this_thread::sleep_for(100ms);
}

}  // namespace

TEST_CASE("values come back as they were sent, NULL too") {
  Session session = connect();
  const Rows rows = session.query("SELECT $1::text AS a, $2::text, $3::int",
                                  Row{"it's \"\xF0\x9F\x98\x80\"\n", std::nullopt, "7"});
  REQUIRE(rows.rows.size() == 1);
  CHECK(rows.columns.at(0) == "a");
  CHECK(rows.types.at(2) == 23);
  CHECK(rows.rows[0][0] == "it's \"\xF0\x9F\x98\x80\"\n");
  CHECK_FALSE(rows.rows[0][1].has_value());
  CHECK(rows.rows[0][2] == "7");
  CHECK(session.query("CREATE TEMP TABLE t AS SELECT generate_series(1, 5)").affected == 5);
}

TEST_CASE("only one value can be taken as the value") {
  Session session = connect();
  CHECK(session.query("SELECT 1").value() == "1");
  CHECK_THROWS_AS(session.query("SELECT 1, 2").value(), Error);
  CHECK_THROWS_AS(session.query("SELECT NULL").value(), Error);
  CHECK_THROWS_AS(session.query("SELECT 1 WHERE false").value(), Error);
}

TEST_CASE("several statements are taken only where one is not asked for") {
  Session session = connect();
  CHECK(session.query("SELECT 1; SELECT 2").value() == "2");
  CHECK(error_of([&] { session.query_single("SELECT 1; SELECT 2"); }).sqlstate() == "42601");
  CHECK(error_of([&] { session.query("SELECT $1::int; SELECT 2", {"1"}); }).sqlstate() == "42601");
  CHECK_THAT(error_of([&] { session.query(std::string("SELECT 1\0x", 10)); }).what(),
             contains("zero byte"));
}

TEST_CASE("errors of the server keep their SQLSTATE, and their message is one sentence") {
  Session session = connect();
  CHECK(error_of(session, "SELECT * FROM pg_temp.nope").sqlstate() == "42P01");
  CHECK(error_of(session, "CREATE TABLE here (a int)").sqlstate() == "42501");
  const Error error = error_of(session,
                               "DO $$ BEGIN RAISE EXCEPTION 'no way' USING ERRCODE = '40001', "
                               "DETAIL = 'It is shut.', HINT = 'Turn round.'; END $$");
  CHECK(error.kind() == ErrorKind::failed);
  CHECK(error.sqlstate() == "40001");
  CHECK(std::string(error.what()) == "no way; It is shut");
  CHECK(error.hint() == "Turn round");
  CHECK(error_of(session, "DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '40P01'; END $$")
            .sqlstate() == "40P01");
}

TEST_CASE("a lock that does not come in time is told apart") {
  const std::string database = new_database("CREATE TABLE t (a int)");
  Session holder = connect(database);
  holder.transaction([&] {
    holder.query("LOCK TABLE public.t");
    Session waiter = connect(database);
    waiter.query("SET lock_timeout = '50ms'");
    const Error error = error_of(waiter, "SELECT * FROM public.t");
    CHECK(error.kind() == ErrorKind::lock_unavailable);
    CHECK(error.sqlstate() == "55P03");
  });
}

TEST_CASE("a cancelled statement is an interruption, one that takes too long a failure") {
  Session session = connect();
  session.query("SET statement_timeout = '50ms'");
  CHECK(error_of(session, "SELECT pg_sleep(10)").kind() == ErrorKind::failed);
  session.query("SET statement_timeout = 0");
  std::thread other([&] {
    std::this_thread::sleep_for(200ms);
    session.cancel();
  });
  const Error error = error_of(session, "SELECT pg_sleep(10)");
  other.join();
  CHECK(error.kind() == ErrorKind::interrupted);
  CHECK(error.sqlstate() == "57014");
  CHECK(session.query("SELECT 1").value() == "1");
}

TEST_CASE("a transaction is there after it has ended well, and only then") {
  const std::string database = new_database("CREATE TABLE t (a int PRIMARY KEY)");
  Session session = connect(database);
  session.transaction([&] {
    CHECK(session.in_transaction());
    session.query("INSERT INTO public.t VALUES (1)");
  });
  CHECK_FALSE(session.in_transaction());
  CHECK_THROWS_AS(session.transaction([&] {
    session.query("INSERT INTO public.t VALUES (2)");
    throw std::runtime_error("changed my mind");
  }),
                  std::runtime_error);
  CHECK(session.query("SELECT count(*) FROM public.t").value() == "1");
}

TEST_CASE("an error that was passed over cannot end in a commit") {
  Session session = connect();
  const Error error =
      error_of([&] { session.transaction([&] { error_of(session, "SELECT 1 / 0"); }); });
  CHECK(error.sqlstate() == "25P02");
  CHECK(session.query("SELECT 1").value() == "1");
}

TEST_CASE("a constraint that fails at commit is a definite failure") {
  const std::string database =
      new_database("CREATE TABLE t (a int UNIQUE DEFERRABLE INITIALLY DEFERRED)");
  Session session = connect(database);
  const Error error = error_of(
      [&] { session.transaction([&] { session.query("INSERT INTO public.t VALUES (1), (1)"); }); });
  CHECK(error.sqlstate() == "23505");
  CHECK(session.query("SELECT count(*) FROM public.t").value() == "0");
}

TEST_CASE("a lost connection stays lost") {
  Session session = connect();
  terminate(session);
  for (int i = 0; i < 2; ++i) {
    const Error error = error_of(session, "SELECT 1");
    CHECK(error.kind() == ErrorKind::failed);
    CHECK(error.sqlstate() == "08006");
  }
  CHECK_FALSE(session.is_alive());
  session.cancel();
}

TEST_CASE("a connection that is lost at commit leaves the commit in doubt") {
  Session session = connect();
  CHECK_THROWS_AS(session.transaction([&] {
    session.query("SELECT 1");
    terminate(session);
  }),
                  CommitInDoubt);
}

TEST_CASE("each session has the settings and the role") {
  Session session = connect(new_database("DO $$ BEGIN CREATE ROLE worker; END $$"));
  CHECK(session.query("SHOW search_path").value() == "pg_catalog");
  CHECK(session.query("SHOW default_transaction_isolation").value() == "read committed");
  CHECK(session.query("SHOW application_name").value() == "zdm");
  CHECK(session.query("SELECT pg_backend_pid()").value() == std::to_string(session.backend_pid()));
  Session worker(Target{.url = server().url(), .role = Identifier("worker")});
  CHECK(worker.query("SELECT current_user").value() == "worker");
  const Error error = error_of(
      [] { Session nobody(Target{.url = server().url(), .role = Identifier("No \"one")}); });
  CHECK(std::string(error.what()) == "role \"No \"one\" does not exist");
}

TEST_CASE("an index is built concurrently") {
  Session session = connect(new_database("CREATE TABLE t (a int)"));
  CHECK_NOTHROW(session.query("CREATE INDEX CONCURRENTLY i ON public.t (a)"));
}

TEST_CASE("a server that cannot be reached is a clear error without the password") {
  const Error error = error_of([] {
    Session session(Target{.url = "postgresql://bob:s3cret@/db?host=/nowhere", .role = {}});
  });
  CHECK(error.kind() == ErrorKind::failed);
  CHECK_THAT(error.what(), contains("cannot connect to PostgreSQL"));
  CHECK_THAT(error.what(), contains("/nowhere"));
  CHECK_THAT(error.hint(), contains("--postgres-url"));
  CHECK(std::string(error.what()).find("s3cret") == std::string::npos);
}
