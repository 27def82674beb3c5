#include <algorithm>

#include "catch.hpp"
#include "run_database.hpp"

namespace {

using namespace zdm;
using namespace zdm::test;
using run::StepState;

Step make(const std::string& table, Phase phase = Phase::expand) {
  return step("make." + table,
              Transaction{{statement("CREATE TABLE public." + table + " (id int)")}},
              Transaction{{statement("DROP TABLE public." + table)}}, phase);
}

Step broken() {
  return step("broken", Transaction{{statement("SELECT 1 / 0")}}, NothingToUndo{"it never runs"},
              Phase::build);
}

Step drop(const std::string& table) {
  return step("drop." + table, Transaction{{statement("DROP TABLE public." + table)}},
              Irreversible{.why = "complete is final", .loses = "table " + table}, Phase::contract);
}

std::string tables(const Database& database) {
  return database.value(
      "SELECT coalesce(string_agg(relname, ',' ORDER BY relname), '') FROM pg_class "
      "WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v')");
}

std::string status(const Database& database) {
  return database.value("SELECT status FROM zdm.migrations ORDER BY id DESC LIMIT 1");
}

TEST_CASE("a migration goes from start to complete", "[run][database]") {
  const Database database;
  Run run(database, plan_of({make("a"), make("b", Phase::publish), drop("a")}));
  run->start();
  CHECK(tables(database) == "a,b");
  CHECK(status(database) == "started");
  run->complete();
  CHECK(tables(database) == "b");
  CHECK(status(database) == "completed");
  CHECK(database.value("SELECT ended_at IS NOT NULL FROM zdm.migrations") == "t");
}

TEST_CASE("rollback undoes the steps backwards", "[run][database]") {
  const Database database;
  Run run(database, plan_of({make("a"), make("b"), make("c"), drop("a")}));
  run->start();
  run.progress.events.clear();
  run->roll_back();
  CHECK(run.progress.events ==
        std::vector<std::string>{"undoing make.c", "undoing make.b", "undoing make.a"});
  CHECK(tables(database).empty());
  CHECK(status(database) == "rolled_back");
}

TEST_CASE("a start that was killed goes on with the stored plan, and repeats nothing",
          "[run][database]") {
  const Database database;
  {
    Run killed(database, plan_of({make("a"), broken(), make("b")}));
    CHECK_THROWS_AS(killed->start(), Error);
  }
  // As if it had been killed before the broken step, which the stored plan then has no more.
  database.exec("UPDATE zdm.migrations SET plan = replace(plan::text, '1 / 0', '1')::json");
  Run run(database, plan_of({}));
  run->start();
  CHECK(run.progress.events ==
        std::vector<std::string>{"begins broken", "done broken", "begins make.b", "done make.b"});
  CHECK(status(database) == "started");
}

TEST_CASE("a rollback that fails goes on where it was", "[run][database]") {
  const Database database;
  Run run(database, plan_of({make("a"), make("b"), make("c")}));
  run->start();
  database.exec("CREATE VIEW in_the_way AS SELECT * FROM b");
  CHECK_THROWS_AS(run->roll_back(), Error);
  CHECK(status(database) == "rolling_back");
  CHECK(tables(database) == "a,b,in_the_way");
  database.exec("DROP VIEW in_the_way");
  run->roll_back();
  CHECK(tables(database).empty());
}

TEST_CASE("what cannot be undone stays, and is told", "[run][database]") {
  const Database database;
  Step kept = make("kept");
  kept.reversal = Irreversible{.why = "no down", .loses = {}};
  Run run(database, plan_of({kept, make("a")}));
  run->start();
  run->roll_back();
  CHECK(tables(database) == "kept");
  CHECK(run.progress.events.back() ==
        "note the step make.kept: stays as it is, since it cannot be undone: no down");
}

TEST_CASE("complete knows whether it has changed anything", "[run][database]") {
  const Database database;
  Run run(database,
          plan_of({make("a"),
                   step("check", Proof{statement("SELECT 1 WHERE false"), "all is well"},
                        Irreversible{.why = "complete is final", .loses = {}}, Phase::contract),
                   step("bad", Transaction{{statement("SELECT 1 / 0")}},
                        Irreversible{.why = "complete is final", .loses = {}}, Phase::contract)}));
  run->start();
  CHECK_THROWS_AS(run->complete(), Error);
  CHECK_FALSE(run->contract_has_begun());
  run->roll_back();
  CHECK(tables(database).empty());
}

TEST_CASE("the views for tables as raw SQL has left them are made, found again and undone",
          "[run][database]") {
  const Database database;
  const Plan plan =
      plan_of({make("a"), step("publish", PublishAsFound{Identifier("public_01_test")},
                               NothingToUndo{"with the step"}, Phase::publish)});
  {
    Run run(database, plan);
    run->start();
    CHECK(database.value("SELECT count(*) FROM public_01_test.a") == "0");
  }
  Run run(database, plan);
  run->roll_back();
  CHECK(tables(database).empty());
  CHECK(database.value("SELECT count(*) FROM pg_namespace WHERE nspname ~ '01_test'") == "0");
}

TEST_CASE("a half-published version is finished, or taken away", "[run][database]") {
  const Database database;
  const bool rolls_back = GENERATE(false, true);
  const Plan plan =
      plan_of({make("a"), step("publish", PublishAsFound{Identifier("public_01_test")},
                               NothingToUndo{"with the step"}, Phase::publish)});
  {
    Run killed(database, plan);
    database.exec("CREATE SCHEMA public_01_test");  // in the way of the last inner step
    CHECK_THROWS_AS(killed->start(), Error);
    CHECK(killed.state("publish") == StepState::begun);
    database.exec("DROP SCHEMA public_01_test");
  }
  Run run(database, plan);
  if (rolls_back)
    run->roll_back();
  else
    run->start();
  CHECK(database.value("SELECT count(*) FROM pg_namespace WHERE nspname ~ '01_test'") ==
        (rolls_back ? "0" : "1"));
  CHECK((database.value("SELECT to_regclass('public_01_test.a') IS NOT NULL") == "t") ==
        !rolls_back);
}

TEST_CASE("a lost connection leaves the migration as it is", "[run][database]") {
  const Database database;
  const Plan plan = plan_of(
      {make("a"),
       step("cut", Transaction{{statement("SELECT pg_terminate_backend(pg_backend_pid())")}}),
       make("b")});
  run::Options options = database.options();
  options.target.role.reset();  // only a superuser may end a superuser's session
  {
    Run run(options, plan);
    const Error error = error_of([&] { run->start(); });
    CHECK(run::is_connection_error(error));
  }
  CHECK(status(database) == "starting");
  Run run(options, plan);
  run->roll_back();
  CHECK(tables(database).empty());
}

}  // namespace
