#include <atomic>
#include <thread>

#include "catch.hpp"
#include "run/backfill_settings.hpp"
#include "run_backfill.hpp"

namespace {

using namespace zdm;
using namespace zdm::test;
using run::BackfillSettingsRecord;
using run::BackfillTuning;

// Minutes, if nobody made it faster.
run::Options slow(const Database& database, int workers = 1) {
  run::Options options = options_of(database, workers);
  options.backfill.batch_size = 50;
  options.backfill.batch_delay = 1s;
  return options;
}

BackfillTuning fast() {
  BackfillTuning tuning;
  tuning.batch_size = 1000000;
  tuning.batch_delay = 0ms;
  return tuning;
}

// What somebody does in another terminal, with the rights of the owner.
class Terminal {
 public:
  Terminal(const Database& database, const Run& run)
      : session_(pg::Target{.url = database.target().url,
                            .role = database.target().role,
                            .application_name = "terminal"}),
        settings_(Identifier("zdm"), run.id) {}

  void pause() { settings_.pause(session_); }
  void resume() { settings_.resume(session_); }
  void set(const BackfillTuning& tuning) { settings_.set(session_, tuning); }
  run::BackfillSettings read() { return settings_.read(session_); }

 private:
  pg::Session session_;
  BackfillSettingsRecord settings_;
};

class Table {
 public:
  explicit Table(int rows) {
    database.create_table("t", kColumns);
    insert_rows(database, "t", rows);
  }
  std::string filled() const { return database.value("SELECT count(*) FROM t WHERE mark = 1"); }
  // Of the run's own and of its workers.
  std::string sessions() const {
    return database.value(
        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'zdm' AND "
        "datname = 'test'");
  }
  Database database;
};

void wait_until(const std::function<bool()>& condition) {
  const auto deadline = std::chrono::steady_clock::now() + 60s;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) throw std::runtime_error("waited in vain");
    std::this_thread::sleep_for(10ms);
  }
}

bool was_noted(const Run& run, const std::string& text) {
  return std::any_of(run.progress.events.begin(), run.progress.events.end(),
                     [&](const std::string& event) { return event.find(text) != event.npos; });
}

TEST_CASE("a backfill is paused, made faster, and resumed from elsewhere", "[run][database]") {
  const Table table(20000);
  Run run(slow(table.database), plan_of({fill("t")}));
  Terminal terminal(table.database, run);
  std::string while_paused;
  int stage = 0;
  run.progress.on_backfilled = [&] {
    if (stage == 0 && run.progress.rows_written > 0) {
      ++stage;
      terminal.pause();
      terminal.set(fast());
    } else if (stage == 1 && !run.progress.pause.empty()) {
      ++stage;
      // The batch under way may still end; the next one would be all the rest.
      std::this_thread::sleep_for(1s);
      while_paused = table.filled();
      terminal.resume();
    }
  };
  run->start();
  CHECK(stage == 2);
  CHECK(while_paused != "0");
  CHECK(while_paused != "20000");
  CHECK(filled_once(table.database, "t") == "20000");
  CHECK(was_noted(run, "the step backfill.t: pauses, since postgres has paused it at 20"));
  CHECK(was_noted(run, "the step backfill.t: goes on"));
}

TEST_CASE("a pause holds for the run that goes on after a crash", "[run][database]") {
  const Table table(20000);
  {
    Run killed(slow(table.database), plan_of({fill("t")}));
    Terminal terminal(table.database, killed);
    killed.progress.on_backfilled = [&] {
      if (killed.progress.rows_written == 0) return;
      terminal.pause();
      if (!killed.progress.pause.empty()) killed.interruption.ask();
    };
    CHECK(error_of([&] { killed->start(); }).kind() == ErrorKind::interrupted);
  }
  const std::string before = table.filled();
  Run run(options_of(table.database, 2), plan_of({fill("t")}));
  Terminal terminal(table.database, run);
  bool was_paused = false;
  run.progress.on_backfilled = [&] {
    if (was_paused) return;
    was_paused = !run.progress.pause.empty();
    CHECK(was_paused);
    CHECK(std::to_string(run.progress.rows_written) == before);
    CHECK(table.filled() == before);
    terminal.resume();
  };
  run->start();
  CHECK(was_paused);
  CHECK(filled_once(table.database, "t") == "20000");
  CHECK(table.database.value("SELECT sum(rows_written) FROM zdm.backfill") == "20000");
}

TEST_CASE("workers come and go while a backfill runs", "[run][database]") {
  const Table table(50000);
  Run run(slow(table.database, 2), plan_of({fill("t")}));
  std::thread other([&] {
    Terminal terminal(table.database, run);
    BackfillTuning tuning;
    for (const int workers : {4, 1, 3}) {
      tuning.workers = workers;
      terminal.set(tuning);
      const std::string wanted = std::to_string(1 + workers);
      wait_until([&] { return table.sessions() == wanted; });
    }
    terminal.set(fast());
  });
  run->start();
  other.join();
  CHECK(filled_once(table.database, "t") == "50000");
  CHECK(table.database.value("SELECT max(pass) FROM zdm.backfill") == "1");
}

TEST_CASE("a server without connections for more workers is no reason to fail", "[run][database]") {
  const Table table(50000);
  table.database.exec("ALTER ROLE owner CONNECTION LIMIT 3");
  run::Options options = options_of(table.database, 5);
  options.target.url.replace(options.target.url.find("postgres@"), 9, "owner@");
  options.target.role.reset();
  options.backfill.batch_size = 100;
  options.backfill.batch_delay = 50ms;
  Run run(options, plan_of({fill("t")}));
  run->start();
  CHECK(filled_once(table.database, "t") == "50000");
  CHECK(was_noted(run, "goes on with fewer workers: "));
  CHECK(was_noted(run, "too many connections for role"));
}

TEST_CASE("a backfill stays out while too many clients wait for the table", "[run][database]") {
  const Table table(1000);
  OpenTransaction holder(table.database, "SELECT * FROM t WHERE id = 777 FOR UPDATE", "holder");
  std::vector<std::thread> clients;
  for (int i = 0; i < 2; ++i)
    clients.emplace_back(
        [&] { table.database.exec("UPDATE t SET filler = 'written' WHERE id = 777"); });
  wait_until([&] {
    return table.database.value("SELECT count(*) FROM pg_locks WHERE NOT granted") == "2";
  });
  run::Options options = options_of(table.database, 2);
  options.backfill.max_lock_waiters = 1;
  Run run(options, plan_of({fill("t")}));
  run.progress.on_backfilled = [&] {
    if (run.progress.pause.empty()) return;
    CHECK(run.progress.rows_written == 0);
    holder.release();
  };
  run->start();
  for (std::thread& client : clients) client.join();
  CHECK(filled_once(table.database, "t") == "1000");
  CHECK(was_noted(run,
                  "pauses, since 2 sessions wait for locks of the table "
                  "(--max-lock-waiters is 1)"));
}

TEST_CASE("settings are kept as they were set, and taken back at once", "[run][database]") {
  const Table table(10);
  Run run(table.database, plan_of({fill("t")}));
  Terminal terminal(table.database, run);
  CHECK(terminal.read() == run::BackfillSettings{});
  BackfillTuning all;
  all.workers = 3;
  all.batch_time = 150ms;
  all.batch_delay = 0ms;
  all.max_replica_lag = 5s;
  all.max_archive_lag = 6s;
  all.max_lock_waiters = 7;
  terminal.set(all);
  CHECK(terminal.read().tuning == all);
  BackfillTuning size;
  size.batch_size = 1000;
  terminal.set(size);
  all.batch_size = 1000;
  all.batch_time.reset();
  CHECK(terminal.read().tuning == all);
  terminal.pause();
  const std::string since = terminal.read().paused_at;
  CHECK(terminal.read().paused_by == "postgres");
  terminal.pause();
  CHECK(terminal.read().paused_at == since);
  pg::Session session = table.database.session();
  BackfillSettingsRecord(Identifier("zdm"), run.id).forget_tuning(session);
  CHECK(terminal.read().tuning == BackfillTuning{});
  CHECK(terminal.read().is_paused());
  terminal.resume();
  CHECK_FALSE(terminal.read().is_paused());
}

TEST_CASE("a time that is set goes before the size that start was told", "[run]") {
  run::BackfillOptions options;
  options.batch_size = 500;
  options.workers = 2;
  BackfillTuning tuning;
  CHECK(tuned(options, tuning) == options);
  tuning.batch_time = 100ms;
  CHECK(tuned(options, tuning).batch_time == 100ms);
  CHECK_FALSE(tuned(options, tuning).batch_size);
  CHECK(tuned(options, tuning).workers == 2);
}

}  // namespace
