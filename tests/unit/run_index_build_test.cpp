#include <algorithm>
#include <future>

#include "catch.hpp"
#include "run_database.hpp"

namespace {

using namespace zdm;
using namespace zdm::test;
using run::StepState;

const std::string kCreate = "CREATE UNIQUE INDEX CONCURRENTLY t_id ON public.t (id)";

Step build_t_id() {
  const QualifiedName index{Identifier("public"), Identifier("t_id")};
  const Statement drop = statement("DROP INDEX CONCURRENTLY IF EXISTS public.t_id",
                                   LockMode::share_update_exclusive, "t");
  return step("build.t_id",
              BuildIndex{.index = index,
                         .create = statement(kCreate, LockMode::share_update_exclusive, "t",
                                             Cost::builds_index),
                         .drop = drop},
              DropIndex{drop}, Phase::build);
}

// A run that was killed while it built the index.
void begin_and_die(const Database& database) {
  Run killed(database, plan_of({build_t_id()}));
  const run::Journal journal(Identifier("zdm"), killed.id);
  killed.session->query(journal.mark("build.t_id", StepState::begun).text());
}

// true, false, or none.
std::string validity(const Database& database) {
  return database.value(
      "SELECT coalesce((SELECT indisvalid::text FROM pg_index "
      "WHERE indexrelid = to_regclass('public.t_id')), 'none')");
}

TEST_CASE("an index is built, and dropped by rollback", "[run][database]") {
  const Database database;
  database.create_table("t", "AS SELECT generate_series(1, 100) AS id");
  Run run(database, plan_of({build_t_id()}));
  run->start();
  CHECK(validity(database) == "true");
  CHECK(run.state("build.t_id") == StepState::done);
  run->roll_back();
  CHECK(validity(database) == "none");
  CHECK(run.state("build.t_id") == StepState::undone);
}

TEST_CASE("rows that are not unique are told, and no index that refuses rows is left",
          "[run][database]") {
  const Database database;
  database.create_table("t", "AS SELECT generate_series(1, 100) % 99 AS id");
  Run run(database, plan_of({build_t_id()}));
  const Error error = error_of([&] { run->start(); });
  CHECK(error.sqlstate() == "23505");
  CHECK_THAT(error.what(), contains("are equal in what has to be unique; found:\n  id = 1\n"));
  CHECK(validity(database) == "none");
}

// A session that changes the table's definition while it holds what the build waits for: without
// zdm's giving way, PostgreSQL ends the one that has begun to wait last, which is the person's.
class Person {
 public:
  Person(const Database& database, const std::string& first, std::string then)
      : session_(database.superuser("the person")), then_(std::move(then)) {
    session_.query("BEGIN");
    session_.query(first);
  }
  void alters_after(std::chrono::milliseconds pause) {
    if (work_.valid()) return;
    work_ = std::async(std::launch::async, [this, pause] {
      std::this_thread::sleep_for(pause);
      session_.query(then_);
      session_.query("COMMIT");
    });
  }
  void is_done() { work_.get(); }

 private:
  pg::Session session_;
  std::string then_;
  std::future<void> work_;
};

const std::string kAlter = "ALTER TABLE t ADD COLUMN mine int";

long told(const Run& run, const std::string& text) {
  return std::count_if(run.progress.events.begin(), run.progress.events.end(),
                       [&](const auto& event) { return event.find(text) != std::string::npos; });
}

TEST_CASE("an index build that a writer waits for in a circle gives way, and is built later",
          "[run][database]") {
  const Database database;
  database.create_table("t", "AS SELECT generate_series(1, 100) AS id");
  Person person(database, "INSERT INTO t VALUES (101)", kAlter);
  Run run(database, plan_of({build_t_id()}));
  run.progress.on_wait = [&] { person.alters_after(1200ms); };  // the build's own look is over then
  run->start();
  person.is_done();
  CHECK(validity(database) == "true");
  CHECK(told(run, "gave way to") == 1);
  CHECK(told(run, "the person") > 0);
}

TEST_CASE("an index build that an older reader waits for in a circle gives way",
          "[run][database]") {
  const Database database;
  database.create_table("t", "AS SELECT generate_series(1, 100) AS id");
  Person person(database, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; SELECT FROM pg_class",
                kAlter);
  Run run(database, plan_of({build_t_id()}));
  run.progress.on_wait = [&] { person.alters_after(1200ms); };
  run->start();
  person.is_done();
  CHECK(validity(database) == "true");
}

TEST_CASE("the drop of an index that a reader waits for in a circle gives way", "[run][database]") {
  const Database database;
  database.create_table("t", "AS SELECT generate_series(1, 100) AS id");
  Run run(database, plan_of({build_t_id()}));
  run->start();
  Person person(database, "SELECT FROM t", kAlter);
  run.progress.on_wait = [&] { person.alters_after(1200ms); };
  run->roll_back();
  person.is_done();
  CHECK(validity(database) == "none");
}

TEST_CASE("a proof of a constraint gives way to who waits for the table", "[run][database]") {
  const Database database;
  database.create_table("t", "AS SELECT generate_series(1, 40) AS id");
  database.exec(
      "CREATE FUNCTION slow(int) RETURNS bool LANGUAGE sql AS 'SELECT true FROM pg_sleep(0.05)'; "
      "ALTER TABLE t ADD CONSTRAINT slow CHECK (slow(id)) NOT VALID");
  const Statement validate = statement("ALTER TABLE public.t VALIDATE CONSTRAINT slow",
                                       LockMode::share_update_exclusive, "t", Cost::scans_table);
  Person person(database, "SELECT", kAlter);
  Run run(database, plan_of({step("build.t", Transaction{{validate}})}));
  person.alters_after(300ms);
  run->start();
  person.is_done();
  CHECK(told(run, "gave way to") == 1);
  CHECK(run.state("build.t") == StepState::done);
}

TEST_CASE("an index build does not give way to VACUUM", "[run][database]") {
  const Database database;
  database.create_table("t", "AS SELECT generate_series(1, 100) AS id");
  OpenTransaction old(database, "INSERT INTO t VALUES (101)");
  Run run(database, plan_of({build_t_id()}));
  std::future<void> vacuum;
  run.progress.on_wait = [&] {
    if (!vacuum.valid())
      vacuum = std::async(std::launch::async, [&] { database.exec("VACUUM t"); });
    if (run.progress.attempts == 2) old.release();
  };
  run->start();
  vacuum.get();
  CHECK(told(run, "gave way to") == 0);
  CHECK(validity(database) == "true");
}

TEST_CASE("an invalid index that a killed run left is built anew", "[run][database]") {
  const Database database;
  database.create_table("t", "AS SELECT generate_series(1, 100) % 99 AS id");
  CHECK_THROWS_AS(database.exec(kCreate), Error);
  REQUIRE(validity(database) == "false");
  database.exec("DELETE FROM t WHERE id = 1");
  begin_and_die(database);
  Run run(database, plan_of({build_t_id()}));
  run->start();
  CHECK(validity(database) == "true");
}

TEST_CASE("a valid index that a killed run left is taken as done", "[run][database]") {
  const Database database;
  database.create_table("t", "AS SELECT generate_series(1, 100) AS id");
  database.exec(kCreate);
  begin_and_die(database);
  Run run(database, plan_of({build_t_id()}));
  run->start();
  CHECK(run.progress.statements.empty());
  CHECK(run.state("build.t_id") == StepState::done);
}

TEST_CASE("an index of that name that is somebody else's is left alone", "[run][database]") {
  const Database database;
  database.create_table("t", "AS SELECT generate_series(1, 100) AS id");
  database.exec("CREATE INDEX t_id ON t (id)");
  Run run(database, plan_of({build_t_id()}));
  CHECK_THAT(error_of([&] { run->start(); }).what(), contains("\"public\".\"t_id\""));
  run->roll_back();
  CHECK(validity(database) == "true");
}

TEST_CASE("an index build that waits for an old transaction can be interrupted",
          "[run][database]") {
  const Database database;
  database.create_table("t", "AS SELECT generate_series(1, 100) AS id");
  OpenTransaction old(database, "INSERT INTO t VALUES (101)");
  Run run(database, plan_of({build_t_id()}));
  std::thread user([&] {
    std::this_thread::sleep_for(300ms);
    run.interruption.ask();
  });
  const Error error = error_of([&] { run->start(); });
  user.join();
  CHECK(error.kind() == ErrorKind::interrupted);
  CHECK(run.state("build.t_id") == StepState::begun);
}

TEST_CASE("an index build tells for whose transaction it waits", "[run][database]") {
  const Database database;
  database.create_table("t", "AS SELECT generate_series(1, 100) AS id");
  OpenTransaction old(database, "INSERT INTO t VALUES (101)", "the old one");
  const int pid = old.pid();
  Run run(database, plan_of({build_t_id()}));
  run.progress.on_wait = [&] { old.release(); };
  run->start();
  REQUIRE(run.progress.blockers.size() == 1);
  CHECK(run.progress.blockers[0].pid == pid);
  CHECK(run.progress.blockers[0].application == "the old one");
  CHECK(run.progress.blockers[0].state == "idle in transaction");
  CHECK(validity(database) == "true");
}

// It holds no lock on the table, only a snapshot from before the build.
TEST_CASE(
    "an index build that waits for longer than lock attempts may last ends, and is taken back",
    "[run][database]") {
  const Database database;
  database.create_table("t", "AS SELECT generate_series(1, 100) AS id");
  database.create_table("other", "(id int)");
  OpenTransaction old(database,
                      "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; SELECT * FROM other",
                      "the reader");
  run::Options options = database.options();
  options.lock.attempts_for = 1s;
  Run run(options, plan_of({build_t_id()}));
  const Error error = error_of([&] { run->start(); });
  CHECK(error.kind() == ErrorKind::lock_unavailable);
  CHECK_THAT(error.what(), contains("process " + std::to_string(old.pid()) +
                                    " (the reader, idle in transaction for "));
  run->roll_back();
  CHECK(validity(database) == "none");
}

}  // namespace
