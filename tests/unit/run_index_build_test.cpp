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
  CHECK_THAT(error.what(), contains("Key (id)=(1) is duplicated"));
  CHECK(validity(database) == "none");
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
