#include <future>
#include <thread>

#include "catch.hpp"
#include "run/table_locks.hpp"
#include "run_database.hpp"

namespace {

using namespace zdm;
using namespace zdm::test;
using run::StepState;

Step create_two() {
  return step(
      "expand.two",
      Transaction{{statement("CREATE TABLE a (id int)"), statement("CREATE TABLE b (id int)")}},
      Transaction{{statement("DROP TABLE b"), statement("DROP TABLE a")}});
}

Step add_column(const std::string& table) {
  return step("expand." + table,
              Transaction{{statement("ALTER TABLE " + table + " ADD COLUMN age int",
                                     LockMode::access_exclusive, table)}});
}

bool exists(const Database& database, const std::string& table) {
  return database.value("SELECT to_regclass('public." + table + "') IS NOT NULL") == "t";
}

TEST_CASE("a step and its journal row are done together, sent at once or one by one",
          "[run][database]") {
  const Database database;
  Run run(database, plan_of({create_two()}));
  run.progress.one_by_one = GENERATE(false, true);
  run->start();
  CHECK(exists(database, "a"));
  CHECK(exists(database, "b"));
  CHECK(run.state("expand.two") == StepState::done);
  CHECK(run.progress.statements.size() == (run.progress.one_by_one ? 2 : 0));
}

TEST_CASE("a step that fails leaves neither its work nor its row, and names the statement",
          "[run][database]") {
  const Database database;
  Run run(database,
          plan_of({step("expand.bad", Transaction{{statement("CREATE TABLE a (id int)"),
                                                   statement("SELECT 1 / 0 AS\n  wrong")}})}));
  run.progress.one_by_one = GENERATE(false, true);
  const Error error = error_of([&] { run->start(); });
  CHECK_THAT(error.what(), contains("the step expand.bad: division by zero"));
  CHECK_THAT(error.what(), contains("in: SELECT 1 / 0 AS …"));
  CHECK(error.sqlstate() == "22012");
  CHECK_FALSE(exists(database, "a"));
  CHECK_FALSE(run.state("expand.bad"));
}

TEST_CASE("names in a step are looked up in the plan's search_path", "[run][database]") {
  const Database database;
  database.exec("CREATE SCHEMA extra AUTHORIZATION owner");
  Plan plan = plan_of({step("expand.x", Transaction{{statement("CREATE TABLE here (id int)")}})});
  plan.search_path = {Identifier("extra"), Identifier("public")};
  Run run(database, plan);
  run->start();
  CHECK(database.value("SELECT to_regclass('extra.here') IS NOT NULL") == "t");
}

TEST_CASE("a step gives way to a lock, tells who holds it, and comes back", "[run][database]") {
  const Database database;
  database.create_table("users", "(id int)");
  OpenTransaction reader(database, "SELECT * FROM users", "the reader");
  Run run(database, plan_of({add_column("users")}));
  run.progress.on_wait = [&] {
    if (run.progress.attempts == 2) reader.release();
  };
  const int pid = reader.pid();
  run->start();
  CHECK(run.progress.attempts >= 2);
  REQUIRE(run.progress.blockers.size() == 1);
  CHECK(run.progress.blockers[0].pid == pid);
  CHECK(run.progress.blockers[0].application == "the reader");
  CHECK(run.state("expand.users") == StepState::done);
}

TEST_CASE("clients do not queue behind a step longer than the lock timeout", "[run][database]") {
  const Database database;
  database.create_table("users", "(id int)");
  OpenTransaction reader(database, "SELECT * FROM users");
  Run run(database, plan_of({add_column("users")}));
  auto work = std::async(std::launch::async, [&] { run->start(); });
  pg::Session client = database.superuser();
  client.query("SET lock_timeout = '500ms'");  // the step's is 100 ms
  for (int i = 0; i < 20; ++i) {
    client.query("SELECT * FROM users");
    std::this_thread::sleep_for(20ms);
  }
  run.interruption.ask();
  CHECK_THROWS_AS(work.get(), Error);
  CHECK(run.progress.attempts > 0);
}

TEST_CASE("the lock timeout is for all locks of a step together", "[run][database]") {
  const Database database;
  database.create_table("a", "(id int)");
  database.create_table("b", "(id int)");
  OpenTransaction reader_of_b(database, "SELECT * FROM b");
  run::Options options = database.options();
  options.lock = {.timeout = 400ms, .attempts_for = 0ms};
  Run run(
      options,
      plan_of({step("expand.both", Transaction{{statement("ALTER TABLE a ADD COLUMN x int",
                                                          LockMode::access_exclusive, "a"),
                                                statement("SELECT pg_sleep(0.2)"),
                                                statement("ALTER TABLE b ADD COLUMN x int",
                                                          LockMode::access_exclusive, "b")}})}));
  run.progress.one_by_one = true;
  const auto begin = std::chrono::steady_clock::now();
  CHECK_THROWS_AS(run->start(), Error);
  CHECK(std::chrono::steady_clock::now() - begin < 590ms);
}

// The client has waited for one table long enough to look for a deadlock when the step comes to
// wait for the other.
TEST_CASE("a step takes all of its locks before its work, so that no client loses a deadlock",
          "[run][database]") {
  const Database database;
  database.create_table("a", "(id int)");
  database.create_table("b", "(id int)");
  run::Options options = database.options();
  options.lock = {.timeout = 900ms, .attempts_for = 30s};
  const Transaction both{
      {statement("ALTER TABLE a ADD COLUMN x int", LockMode::access_exclusive, "a"),
       statement("SELECT pg_sleep(0.7)"),
       statement("ALTER TABLE b ADD COLUMN x int", LockMode::access_exclusive, "b")}};
  Run run(options, plan_of({step("expand.both", both)}));
  run.progress.one_by_one = GENERATE(false, true);

  pg::Session client = database.superuser();
  client.query("SET deadlock_timeout = '1s'; BEGIN; SELECT FROM b");
  auto work = std::async(std::launch::async, [&] { run->start(); });
  const std::string held =
      "SELECT count(*) FROM pg_locks WHERE relation = 'a'::regclass AND granted";
  for (int i = 0; i < 500 && database.value(held) == "0"; ++i) std::this_thread::sleep_for(1ms);
  CHECK_NOTHROW(client.query("SELECT FROM a"));
  client.query("COMMIT");
  work.get();
  CHECK(run.state("expand.both") == StepState::done);
}

// A constraint trigger that is deferred sees the settings of COMMIT.
TEST_CASE("the time of a step's statements is no limit for its commit", "[run][database]") {
  const Database database;
  database.create_table("users", "(id int)");
  database.create_table("seen", "(statement_timeout text)");
  database.exec(
      "CREATE FUNCTION late() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN "
      "INSERT INTO public.seen VALUES (current_setting(''statement_timeout'')); RETURN NULL; END';"
      "CREATE CONSTRAINT TRIGGER late AFTER INSERT ON users DEFERRABLE INITIALLY DEFERRED "
      "FOR EACH ROW EXECUTE FUNCTION late()");
  const Transaction work{
      {statement("LOCK TABLE seen", LockMode::access_exclusive, "seen"),
       statement("INSERT INTO users VALUES (1)", LockMode::access_exclusive, "users")}};
  Run run(database, plan_of({step("expand.users", work)}));
  run.progress.one_by_one = GENERATE(false, true);
  run->start();
  CHECK(database.value("SELECT statement_timeout FROM seen") == "0");
}

TEST_CASE("a statement's locks on further tables are taken before it", "[run][database]") {
  const Database database;
  database.create_table("a", "(id int)");
  database.create_table("b", "(id int PRIMARY KEY)");
  Statement add = statement("ALTER TABLE a ADD FOREIGN KEY (id) REFERENCES b",
                            LockMode::share_row_exclusive, "a");
  add.also = {
      {.table = {Identifier("public"), Identifier("b")}, .mode = LockMode::share_row_exclusive},
      {.table = {Identifier("public"), Identifier("not_there_yet")},
       .mode = LockMode::access_exclusive}};
  pg::Session session = database.superuser();
  const run::LocksFirst first = run::locks_first(session, {statement("SELECT 1"), add});
  CHECK(first.before == 1);
  REQUIRE(first.commands.size() == 1);
  CHECK(first.commands[0].text() ==
        R"(LOCK TABLE "public"."a", "public"."b" IN SHARE ROW EXCLUSIVE MODE)");
  CHECK(run::locks_first(session,
                         {statement("ALTER TABLE a ADD x int", LockMode::access_exclusive, "a")})
            .commands.empty());
}

// Rewrites the table, which takes the milliseconds.
Plan slow_rewrite(const Database& database, const char* milliseconds) {
  database.create_table("slow", "AS SELECT 1 AS id");
  database.exec(
      "CREATE FUNCTION slowly(n int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS 'BEGIN "
      "PERFORM pg_sleep(0.001 * n); RETURN n; END'");
  Statement add = statement(std::string("ALTER TABLE slow ADD COLUMN made int GENERATED ALWAYS AS "
                                        "(public.slowly(id - id + ") +
                                milliseconds + ")) STORED",
                            LockMode::access_exclusive, "slow", Cost::rewrites_table);
  add.bounded = true;
  return plan_of({step("expand.slow", Transaction{{add}})});
}

TEST_CASE("bounded work is given up after the lock timeout", "[run][database]") {
  const Database database;
  run::Options options = database.options();
  options.lock = {.timeout = 300ms, .attempts_for = 30s};
  Run run(options, slow_rewrite(database, "5000"));
  const Error error = error_of([&] { run->start(); });
  CHECK(error.kind() == ErrorKind::failed);
  CHECK_THAT(error.what(), contains("longer than clients may wait for the table (--lock-timeout is "
                                    "300 ms)\n  in: ALTER TABLE slow ADD COLUMN"));
  CHECK_THAT(error.hint(), contains("a longer --lock-timeout"));
  CHECK(run.progress.attempts == 0);
}

// It is longer than deadlock_timeout, which matters only to who waits.
TEST_CASE("bounded work that has got its lock may take all of a long lock timeout",
          "[run][database]") {
  const Database database;
  run::Options options = database.options();
  options.lock = {.timeout = 20s, .attempts_for = 30s};
  Run run(options, slow_rewrite(database, "1500"));
  run->start();
  CHECK(run.state("expand.slow") == StepState::done);
}

// The wait for the lock leaves it two thirds of its time, which it needs more than.
TEST_CASE("bounded work that has waited for its lock has all of its time at the next attempt",
          "[run][database]") {
  const Database database;
  run::Options options = database.options();
  options.lock = {.timeout = 2400ms, .attempts_for = 60s};
  Run run(options, slow_rewrite(database, "1800"));
  OpenTransaction reader(database, "SELECT FROM slow");
  std::thread user([&] {
    const std::string waits = "SELECT count(*) FROM pg_locks WHERE NOT granted";
    for (int i = 0; i < 5000 && database.value(waits) == "0"; ++i) std::this_thread::sleep_for(1ms);
    std::this_thread::sleep_for(750ms);
    reader.release();
  });
  run->start();
  user.join();
  CHECK(run.progress.attempts > 0);
  CHECK(run.state("expand.slow") == StepState::done);
}

TEST_CASE("a step that never gets its lock ends, and names who blocks", "[run][database]") {
  const Database database;
  database.create_table("users", "(id int)");
  OpenTransaction reader(database, "SELECT * FROM users", "the reader");
  run::Options options = database.options();
  options.lock.attempts_for = 300ms;
  Run run(options, plan_of({add_column("users")}));
  const Error error = error_of([&] { run->start(); });
  CHECK(error.kind() == ErrorKind::lock_unavailable);
  CHECK_THAT(error.what(), contains("process " + std::to_string(reader.pid()) + " (the reader"));
  CHECK_FALSE(run.state("expand.users"));
}

TEST_CASE("who holds a table tied by a foreign key is told where nobody holds the table itself",
          "[run][database]") {
  const Database database;
  database.create_table("parent", "(id int PRIMARY KEY)");
  database.create_table("child", "(id int REFERENCES parent)");
  OpenTransaction writer(database, "INSERT INTO parent VALUES (1)", "the writer");
  run::Options options = database.options();
  options.lock.attempts_for = 0ms;
  Run run(options,
          plan_of({step(
              "expand.child",
              Transaction{{statement("DROP TABLE child", LockMode::access_exclusive, "child")}})}));
  CHECK_THAT(error_of([&] { run->start(); }).what(), contains("the writer"));
}

TEST_CASE("an interruption ends a step in its middle, and nothing of it stays", "[run][database]") {
  const Database database;
  Run run(database,
          plan_of({step("expand.long", Transaction{{statement("CREATE TABLE a (id int)"),
                                                    statement("SELECT pg_sleep(60)")}})}));
  std::thread user([&] {
    std::this_thread::sleep_for(300ms);
    run.interruption.ask();
  });
  const Error error = error_of([&] { run->start(); });
  user.join();
  CHECK(error.kind() == ErrorKind::interrupted);
  CHECK_FALSE(exists(database, "a"));
}

TEST_CASE("a proof holds where its query returns no row", "[run][database]") {
  const Database database;
  database.create_table("t", "AS SELECT generate_series(1, 5) AS id");
  Run run(
      database,
      plan_of({step("build.good", Proof{statement("SELECT id FROM t WHERE id > 5"), "ids are low"}),
               step("build.bad", Proof{statement("SELECT id FROM t WHERE id > 1 ORDER BY 1"),
                                       "ids are very low"})}));
  const Error error = error_of([&] { run->start(); });
  CHECK(run.state("build.good") == StepState::done);
  CHECK_FALSE(run.state("build.bad"));
  CHECK_THAT(error.what(), contains("it does not hold that ids are very low"));
  CHECK_THAT(error.what(), contains("id = 2\n  id = 3\n  id = 4\n  and more"));
}

TEST_CASE("a step outside of a transaction is never repeated on its own account",
          "[run][database]") {
  const Database database;
  database.create_table("t", "(id int)");
  const Plan plan = plan_of({step("expand.vacuum", OutsideTransaction{{statement("VACUUM t")}})});
  {
    Run run(database, plan);
    run->start();
    CHECK(run.state("expand.vacuum") == StepState::done);
    run.session->query("UPDATE zdm.journal SET state = 'begun'");
    run.session->query("UPDATE zdm.migrations SET status = 'starting'");
  }
  Run again(database, plan);
  const Error error = error_of([&] { again->start(); });
  CHECK(error.kind() == ErrorKind::wrong_state);
  CHECK_THAT(error.hint(), contains("INSERT INTO \"zdm\".journal "));
  again.session->query("UPDATE zdm.journal SET state = 'done'");
}

}  // namespace
