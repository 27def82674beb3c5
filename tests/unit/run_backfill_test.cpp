#include "run_backfill.hpp"

#include <atomic>
#include <thread>

#include "catch.hpp"

namespace {

using namespace zdm;
using namespace zdm::test;
using run::StepState;

TEST_CASE("every row is filled once by two workers", "[run][database]") {
  const Database database;
  database.create_table("t", kColumns);
  insert_rows(database, "t", 100000);
  Run run(options_of(database, 2), plan_of({fill("t")}));
  run->start();
  CHECK(filled_once(database, "t") == "100000");
  CHECK(run.progress.rows_written == 100000);
  CHECK(run.progress.pages_done == run.progress.pages);
  CHECK(database.value("SELECT count(*) > 2 FROM zdm.backfill") == "t");
  CHECK(database.value("SELECT sum(rows_written) FROM zdm.backfill") == "100000");
  CHECK(run.state("backfill.t") == StepState::done);
}

TEST_CASE("an empty table is filled at once", "[run][database]") {
  const Database database;
  database.create_table("t", kColumns);
  Run run(options_of(database, 4), plan_of({fill("t")}));
  run->start();
  CHECK(run.state("backfill.t") == StepState::done);
}

TEST_CASE("most rows find room in their own pages, unless somebody still sees the old ones",
          "[run][database]") {
  const Database database;
  database.create_table("t", kColumns);
  database.exec("CREATE INDEX ON t (id); CREATE INDEX ON t (id, filler)");
  insert_rows(database, "t", 50000);
  const auto pages = [&] {
    return std::stol(database.value("SELECT pg_relation_size('t') / 8192"));
  };
  const long before = pages();
  SECTION("nobody does") {
    Run run(options_of(database, 2), plan_of({fill("t")}));
    run->start();
    CHECK(pages() < before * 15 / 10);
  }
  SECTION("somebody does") {
    const OpenTransaction reader(
        database, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM t");
    Run run(options_of(database, 2), plan_of({fill("t")}));
    run->start();
    CHECK(pages() > before * 19 / 10);
  }
  CHECK(filled_once(database, "t") == "50000");
}

TEST_CASE("a backfill that is interrupted goes on where it was", "[run][database]") {
  const Database database;
  database.create_table("t", kColumns);
  insert_rows(database, "t", 100000);
  run::Options options = options_of(database, 2);
  options.backfill.batch_delay = 30ms;
  {
    Run killed(options, plan_of({fill("t")}));
    killed.progress.on_backfilled = [&] {
      if (killed.progress.rows_written > 0) killed.interruption.ask();
    };
    CHECK(error_of([&] { killed->start(); }).kind() == ErrorKind::interrupted);
    CHECK(killed.state("backfill.t") == StepState::begun);
  }
  const std::string before = database.value("SELECT sum(rows_written) FROM zdm.backfill");
  CHECK(before != "0");
  CHECK(before != "100000");
  CHECK(database.value("SELECT count(*) FROM t WHERE mark = 1") == before);
  options.backfill.batch_delay = 0ms;
  Run run(options, plan_of({fill("t")}));
  run->start();
  CHECK(filled_once(database, "t") == "100000");
  CHECK(database.value("SELECT max(pass) FROM zdm.backfill") == "1");
}

TEST_CASE("rows that a client has locked are filled when it has ended, all others before",
          "[run][database]") {
  const Database database;
  database.create_table("t", kColumns);
  insert_rows(database, "t", 50000);
  OpenTransaction client(database, "SELECT * FROM t WHERE id IN (777, 40000) FOR UPDATE", "locker");
  Run run(options_of(database, 2), plan_of({fill("t")}));
  std::atomic<bool> others_filled = false;
  run.progress.on_wait = [&] {
    if (others_filled || run.progress.rows_written < 49000) return;
    others_filled = true;
    client.release();
  };
  run->start();
  CHECK(others_filled);
  CHECK(filled_once(database, "t") == "50000");
  REQUIRE(run.progress.blockers.size() == 1);
  CHECK(run.progress.blockers[0].application == "locker");
  CHECK(database.value("SELECT max(pass) FROM zdm.backfill") == "1");
  CHECK(database.value("SELECT sum(end_page - first_page) = sum(next_page - first_page) "
                       "FROM zdm.backfill") == "t");
}

TEST_CASE("rows that stay locked end a backfill with who holds them", "[run][database]") {
  const Database database;
  database.create_table("t", kColumns);
  insert_rows(database, "t", 1000);
  OpenTransaction client(database, "SELECT * FROM t WHERE id = 777 FOR UPDATE", "locker");
  run::Options options = options_of(database, 2);
  options.lock.attempts_for = 1s;
  Run run(options, plan_of({fill("t")}));
  const Error error = error_of([&] { run->start(); });
  CHECK(error.kind() == ErrorKind::lock_unavailable);
  CHECK_THAT(error.what(), contains("locker"));
  CHECK(database.value("SELECT count(*) > 0 FROM t WHERE mark = 1") == "t");
}

// A client that waits for a row of a batch would after deadlock_timeout take it for a deadlock.
TEST_CASE("a batch that takes too long gives its rows free and comes back in halves",
          "[run][database]") {
  const Database database;
  database.create_table("t", kColumns);
  insert_rows(database, "t", 400);
  database.exec(
      "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS "
      "'BEGIN PERFORM pg_sleep(0.004); RETURN NEW; END';"
      "CREATE TRIGGER slow BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION slow()");
  Run run(options_of(database, 1), plan_of({fill("t")}));
  run->start();
  CHECK(filled_once(database, "t") == "400");
  CHECK(database.value("SELECT count(DISTINCT xmin::text) > 1 FROM t") == "t");
}

TEST_CASE("a batch that loses a deadlock is tried again", "[run][database]") {
  const Database database;
  database.create_table("t", kColumns);
  insert_rows(database, "t", 1000);
  // As the server would, three times; a sequence does not go back with the transaction.
  database.exec(
      "CREATE SEQUENCE deadlocks; GRANT ALL ON SEQUENCE deadlocks TO owner;"
      "CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN "
      "IF nextval('public.deadlocks') <= 3 THEN "
      "RAISE 'deadlock detected' USING ERRCODE = 'deadlock_detected'; END IF; RETURN NEW; END$$;"
      "CREATE TRIGGER lose BEFORE UPDATE ON t FOR EACH ROW WHEN (OLD.id = 500) "
      "EXECUTE FUNCTION lose()");
  Run run(options_of(database, 2), plan_of({fill("t")}));
  run->start();
  CHECK(filled_once(database, "t") == "1000");
  CHECK(database.value("SELECT last_value FROM deadlocks") == "4");
}

TEST_CASE("the partitions of a table are filled side by side", "[run][database]") {
  const Database database;
  database.create_table("t", std::string(kColumns) + " PARTITION BY LIST (id)");
  database.create_table("t_low", "PARTITION OF t FOR VALUES IN (1, 2, 3)");
  database.create_table("t_high", "PARTITION OF t DEFAULT");
  insert_rows(database, "t", 30000);
  Run run(options_of(database, 2), plan_of({fill("t")}));
  run->start();
  CHECK(filled_once(database, "t") == "30000");
}

TEST_CASE("rows that something keeps unfilled are an error, not an endless loop",
          "[run][database]") {
  const Database database;
  database.create_table("t", kColumns);
  insert_rows(database, "t", 100);
  database.exec(
      "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';"
      "CREATE TRIGGER refuse BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION refuse()");
  Run run(options_of(database, 1), plan_of({fill("t")}));
  CHECK_THAT(error_of([&] { run->start(); }).what(), contains("rows that are not filled"));
}

TEST_CASE("no trigger of the user's fires where the role may silence them", "[run][database]") {
  const Database database;
  database.create_table("t", kColumns);
  insert_rows(database, "t", 100);
  database.exec(
      "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';"
      "CREATE TRIGGER refuse BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION refuse()");
  run::Options options = options_of(database, 1);
  options.target.role.reset();  // the superuser
  Run run(options, plan_of({fill("t")}));
  run->start();
  CHECK(filled_once(database, "t") == "100");
}

TEST_CASE("a worker whose connection is cut connects again and goes on", "[run][database]") {
  const Database database;
  database.create_table("t", kColumns);
  insert_rows(database, "t", 100000);
  Run run(options_of(database, 2), plan_of({fill("t")}));
  bool cut = false;
  run.progress.on_backfilled = [&] {
    if (cut || run.progress.rows_written == 0) return;
    cut = true;
    database.exec(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%twice%' "
        "AND application_name = 'zdm' AND pid <> pg_backend_pid()");
  };
  run->start();
  CHECK(cut);
  CHECK(filled_once(database, "t") == "100000");
}

}  // namespace
