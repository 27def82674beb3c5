#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

#include "catch.hpp"
#include "migration/migration.hpp"
#include "run/archive_lag.hpp"
#include "run/backfill_rate.hpp"
#include "run/backfill_settings.hpp"
#include "run/replica_lag.hpp"
#include "run/wal_history.hpp"
#include "run_backfill.hpp"
#include "standby.hpp"

namespace {

using namespace zdm;
using namespace zdm::test;
using run::WalHistory;

// A server of its own, so that no other test meets its standby; "owner" owns the table.
class Primary {
 public:
  explicit Primary(const std::string& archive_mode = "off")
      : cluster(sandbox::Cluster::start({.settings = {{"archive_mode", archive_mode}},
                                         .template_folder = ZDM_TEMPLATE_FOLDER})) {
    pg::Session admin = superuser();
    admin.query("CREATE ROLE owner LOGIN");
    admin.query("ALTER DATABASE postgres OWNER TO owner");
    admin.query("ALTER SCHEMA public OWNER TO owner; SET search_path = public");
    admin.query(std::string("CREATE TABLE t ") + kColumns + "; ALTER TABLE t OWNER TO owner;" +
                "INSERT INTO t (id) SELECT generate_series(1, 5000); ANALYZE t");
  }
  pg::Session superuser() const {
    return pg::Session(pg::Target{.url = cluster.url(), .role = {}});
  }
  pg::Session owner() const {
    return pg::Session(pg::Target{.url = cluster.url(), .role = Identifier("owner")});
  }
  std::string value(const std::string& sql) const { return superuser().query(sql).value(); }

  // Minutes, if it is not made faster.
  run::Options options() const {
    run::Options options;
    options.target = {.url = cluster.url(), .role = Identifier("owner")};
    options.backfill.workers = 1;
    options.backfill.batch_size = 50;
    options.backfill.batch_delay = 1s;
    return options;
  }
  void make_fast(const Run& run) const {
    run::BackfillTuning tuning;
    tuning.batch_time = 100ms;
    tuning.batch_delay = 0ms;
    pg::Session session = owner();
    run::BackfillSettingsRecord(Identifier("zdm"), run.id).set(session, tuning);
  }
  bool is_filled() const {
    return value("SELECT count(*) FROM public.t WHERE times = 1") == "5000";
  }

  sandbox::Cluster cluster;
};

Migration filled_column() {
  return parse_migration("01_x.json", R"json({"operations": [{"add_column": {"table": "t",
      "column": {"name": "x", "type": "int", "nullable": true}, "up": "id + 1"}}]})json")
      .migration;
}

long long wal_position(pg::Session& session) {
  return std::stoll(session.query("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')").value());
}

TEST_CASE("a backfill waits for a standby whose replay stands still", "[run][database]") {
  const Primary primary;
  const Standby standby(primary.cluster, "r1");
  primary.superuser().query("GRANT pg_read_all_stats TO owner");
  standby.run("SELECT pg_wal_replay_pause()");
  run::Options options = primary.options();
  options.backfill.max_replica_lag = 1s;
  Run run(options, plan_of({fill("t")}));
  int pauses = 0;
  run.progress.on_backfilled = [&] {
    if (pauses > 0 || run.progress.pause.empty()) return;
    ++pauses;
    CHECK_THAT(run.progress.pause, contains("replica r1 is "));
    CHECK_THAT(run.progress.pause, contains(" s behind (--max-replica-lag is 1 s)"));
    CHECK(run.progress.pages_done < run.progress.pages);
    primary.make_fast(run);
    standby.run("SELECT pg_wal_replay_resume()");
  };
  run->start();
  CHECK(pauses == 1);
  CHECK(primary.is_filled());
}

TEST_CASE("a role that may not see replicas is told so, and sees what their slots have received",
          "[run][database]") {
  const Primary primary;
  pg::Session owner = primary.owner();
  CHECK_FALSE(run::hidden_replicas(owner));
  const Standby standby(primary.cluster, "r1");
  const auto hidden = run::hidden_replicas(owner);
  REQUIRE(hidden);
  CHECK_THAT(hidden->what, contains("role \"owner\" may not see how far 1 replica is behind"));
  CHECK(hidden->remedy == "GRANT pg_read_all_stats TO \"owner\"");
  Recorder progress;
  run::Lifecycle lifecycle(primary.options(), progress);
  const Findings findings = lifecycle.plan(filled_column()).findings;
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].code == "hidden-replicas");
  CHECK(findings[0].severity == Severity::note);
  CHECK(findings[0].message == hidden->what);

  const pid_t receiver = standby.receiver();
  ::kill(receiver, SIGSTOP);
  primary.superuser().query("UPDATE public.t SET filler = 'written'");
  WalHistory log;
  log.add(WalHistory::Clock::now() - 5s, wal_position(owner));
  const std::string clause = run::lagging_replica(owner, log, 2s);
  ::kill(receiver, SIGCONT);
  CHECK(clause == "the replica of slot r1 is 5 s behind");
  primary.superuser().query("GRANT pg_read_all_stats TO owner");
  CHECK_FALSE(run::hidden_replicas(owner));
}

TEST_CASE("a backfill waits for a WAL archiver that falls behind, as any owner sees it",
          "[run][database]") {
  const Primary primary("on");
  const std::filesystem::path folder = primary.cluster.socket_directory();
  // It hangs until there is a file "go", or no folder.
  const Sql command = sql("ALTER SYSTEM SET archive_command = {}",
                          Literal{"while ! test -e " + (folder / "go").string() + "; do test -d " +
                                  folder.string() + " || exit 1; sleep 0.1; done"});
  primary.superuser().query(command.text());
  primary.superuser().query("SELECT pg_reload_conf()");
  run::Options options = primary.options();
  options.backfill.max_archive_lag = 1s;
  Run run(options, plan_of({fill("t")}));
  bool switched = false;
  int pauses = 0;
  run.progress.on_backfilled = [&] {
    if (!switched && run.progress.rows_written > 0) {
      switched = true;
      primary.superuser().query("SELECT pg_switch_wal()");
    }
    if (pauses > 0 || run.progress.pause.empty()) return;
    ++pauses;
    CHECK_THAT(run.progress.pause, contains("the WAL archiver is "));
    CHECK_THAT(run.progress.pause, contains(" behind (--max-archive-lag is 1 s)"));
    CHECK(run.progress.pages_done < run.progress.pages);
    primary.make_fast(run);
    std::ofstream(folder / "go") << "go";
  };
  run->start();
  CHECK(pauses == 1);
  CHECK(primary.is_filled());
}

TEST_CASE("the log is past a position since the first look that found it so", "[run]") {
  const WalHistory::Clock::time_point begin{};
  WalHistory log;
  CHECK_FALSE(log.past(0, begin));
  log.add(begin, 100);
  log.add(begin + 1s, 100);
  log.add(begin + 2s, 200);
  CHECK(log.past(99, begin + 3s) == 3s);
  CHECK(log.past(100, begin + 3s) == 1s);
  CHECK_FALSE(log.past(200, begin + 3s));
}

TEST_CASE("a long history of the log gets coarser, and never tells of more than there was",
          "[run]") {
  const WalHistory::Clock::time_point begin{};
  WalHistory log;
  for (int i = 0; i <= 100000; ++i) log.add(begin + i * 1s, i);
  const auto now = begin + 100000s;
  CHECK(log.past(99998, now) == 1s);
  CHECK(log.past(97000, now) == 2999s);
  for (const int position : {0, 777, 50000, 80000}) {
    const auto told = log.past(position, now);
    REQUIRE(told);
    CHECK(*told <= std::chrono::seconds(100000 - position - 1));
    CHECK(*told >= 2h);
  }
}

TEST_CASE("the names of the log's files say where they end", "[run]") {
  constexpr long long kSize = 16 << 20;
  CHECK(run::end_of_wal_file("000000010000000000000000", kSize) == kSize);
  CHECK(run::end_of_wal_file("0000000A00000002000000FF", kSize) == (3LL << 32));
  CHECK_FALSE(run::end_of_wal_file("00000002.history", kSize));
  CHECK_FALSE(run::end_of_wal_file("000000010000000000000002.00000028.backup", kSize));
  CHECK_FALSE(run::end_of_wal_file("", kSize));
}

TEST_CASE("a rate is that of the last ten seconds", "[run]") {
  const run::BackfillRate::Clock::time_point begin{};
  run::BackfillRate rate;
  CHECK(rate.rows_per_second() == 0);
  rate.record(begin, 1000, 10);
  rate.record(begin + 100ms, 2000, 20);
  CHECK(rate.rows_per_second() == 0);  // too short to tell
  for (int i = 1; i <= 20; ++i) rate.record(begin + i * 1s, 1000 + i * 500, 10 + i * 5);
  CHECK(rate.rows_per_second() == 500);
  CHECK(rate.pages_per_second() == 5);
  for (int i = 21; i <= 40; ++i) rate.record(begin + i * 1s, 11000, 110);
  CHECK(rate.rows_per_second() == 0);
}

}  // namespace
