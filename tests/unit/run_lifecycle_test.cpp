#include <atomic>
#include <thread>

#include "catch.hpp"
#include "migration/migration.hpp"
#include "run_database.hpp"

namespace {

using namespace zdm;
using namespace zdm::test;
using run::Lifecycle;

Migration migration(const std::string& name, const std::string& operations) {
  ParsedMigration parsed =
      parse_migration(name + ".json", R"({"operations": [)" + operations + "]}");
  REQUIRE(parsed.findings.empty());
  return parsed.migration;
}

Migration add_age() {
  return migration("01_age", R"json({"add_column": {"table": "users", "column":
      {"name": "age", "type": "int", "nullable": false}, "up": "id + 1"}})json");
}

class World {
 public:
  World() : lifecycle(database.options(), progress) {
    database.create_table("users", "AS SELECT generate_series(1, 100) AS id");
  }
  std::string value(const std::string& sql) { return database.value(sql); }

  Database database;
  Recorder progress;
  Lifecycle lifecycle;
};

ErrorKind kind_of(const std::function<void()>& work) { return error_of(work).kind(); }

TEST_CASE("a migration is planned, started, completed, and is then history", "[run][database]") {
  World world;
  CHECK_FALSE(world.lifecycle.plan(add_age()).plan.steps.empty());
  CHECK(world.value("SELECT count(*) FROM pg_namespace WHERE nspname = 'zdm'") == "0");

  CHECK(world.lifecycle.start(add_age(), {}).empty());
  CHECK(world.value("SELECT count(*) FROM public_01_age.users WHERE age = id + 1") == "100");
  const run::Status status = world.lifecycle.status();
  REQUIRE(status.active);
  CHECK(status.active->status == run::MigrationStatus::started);
  CHECK(status.active->started_by == "postgres as owner");
  CHECK(status.new_version_schema == Identifier("public_01_age"));
  CHECK_FALSE(status.old_version_schema);
  CHECK_FALSE(status.running);
  CHECK(status.steps_done.size() < status.steps_total);
  REQUIRE(status.backfills.size() == 1);
  CHECK(status.backfills[0].pages_done == status.backfills[0].pages);
  CHECK(status.backfills[0].rows_written == 100);

  CHECK(world.lifecycle.complete());
  CHECK_FALSE(world.lifecycle.complete());
  const auto history = world.lifecycle.history();
  REQUIRE(history.size() == 1);
  CHECK(history[0].status == run::MigrationStatus::completed);
  CHECK(history[0].completed_at.size() == std::string("2024-01-02T03:04:05Z").size());
  CHECK(world.lifecycle.status().old_version_schema == Identifier("public_01_age"));
}

TEST_CASE("a command in the wrong state changes nothing and says which is right",
          "[run][database]") {
  World world;
  Lifecycle& lifecycle = world.lifecycle;
  CHECK(kind_of([&] { lifecycle.complete(); }) == ErrorKind::wrong_state);
  CHECK(kind_of([&] { lifecycle.rollback(); }) == ErrorKind::wrong_state);
  CHECK(world.value("SELECT count(*) FROM pg_namespace WHERE nspname = 'zdm'") == "0");

  lifecycle.start(add_age(), {});
  const Migration other = migration("02_other", "");
  CHECK_THAT(error_of([&] { lifecycle.start(other, {}); }).hint(), contains("zdm complete"));
  CHECK_THAT(error_of([&] { lifecycle.start(add_age(), {}); }).hint(), contains("zdm complete"));
  CHECK(kind_of([&] { lifecycle.plan(other); }) == ErrorKind::wrong_state);

  lifecycle.complete();
  CHECK_THAT(error_of([&] { lifecycle.start(add_age(), {}); }).what(), contains("was completed"));
  CHECK_THAT(error_of([&] { lifecycle.rollback(); }).what(), contains("is completed"));
}

TEST_CASE("a migration that was rolled back can be started again", "[run][database]") {
  World world;
  world.lifecycle.start(add_age(), {});
  world.lifecycle.rollback();
  CHECK(world.value("SELECT count(*) FROM pg_attribute WHERE attrelid = 'users'::regclass "
                    "AND attnum > 0 AND NOT attisdropped") == "1");
  CHECK_THAT(error_of([&] { world.lifecycle.rollback(); }).what(), contains("rolled back already"));
  CHECK_THAT(error_of([&] { world.lifecycle.complete(); }).what(), contains("was rolled back"));
  world.lifecycle.start(add_age(), {.complete = true});
  CHECK(world.lifecycle.history().size() == 2);
}

TEST_CASE("what the user did wrong is told before anything has changed", "[run][database]") {
  World world;
  const Migration wrong = migration(
      "01_wrong",
      R"json({"drop_table": {"name": "userz"}}, {"rename_table": {"from": "x", "to": "y"}})json");
  const Findings findings = world.lifecycle.start(wrong, {});
  CHECK(findings.size() == 2);
  CHECK(has_errors(findings));
  CHECK(world.value("SELECT count(*) FROM pg_namespace WHERE nspname = 'zdm'") == "0");
}

TEST_CASE("a start that fails takes back what it did", "[run][database]") {
  World world;
  const Migration fails = migration(
      "01_fails",
      R"json({"add_column": {"table": "users", "column": {"name": "age", "type": "int", "nullable": false},
          "up": "1 / (id - 50)"}})json");
  SECTION("by itself") {
    const Error error = error_of([&] { world.lifecycle.start(fails, {}); });
    CHECK_THAT(error.what(), contains("division by zero"));
    CHECK_THAT(error.what(), contains("was taken back"));
    CHECK(world.lifecycle.history().at(0).status == run::MigrationStatus::rolled_back);
  }
  SECTION("unless it is kept") {
    const Error error = error_of([&] { world.lifecycle.start(fails, {.keep_on_failure = true}); });
    CHECK_THAT(error.hint(), contains("zdm rollback takes it back"));
    CHECK(world.lifecycle.status().active->status == run::MigrationStatus::starting);
    world.lifecycle.rollback();
  }
  CHECK(world.value("SELECT count(*) FROM pg_attribute WHERE attrelid = 'users'::regclass "
                    "AND attnum > 0 AND NOT attisdropped") == "1");
  CHECK(world.value("SELECT count(*) FROM pg_namespace WHERE nspname ~ '01_fails'") == "0");
}

TEST_CASE("a start that cannot get its lock takes back what it did", "[run][database]") {
  World world;
  world.database.create_table("held", "(id int)");
  OpenTransaction reader(world.database, "SELECT * FROM held", "the reader");
  run::Options options = world.database.options();
  options.lock.attempts_for = 300ms;
  Lifecycle lifecycle(options, world.progress);
  const Migration both = migration(
      "01_both",
      R"json({"add_column": {"table": "users", "column": {"name": "a", "type": "int", "nullable": true}}},
                    {"add_column": {"table": "held", "column": {"name": "a", "type": "int", "nullable": true}}})json");
  const Error error = error_of([&] { lifecycle.start(both, {}); });
  CHECK(error.kind() == ErrorKind::lock_unavailable);
  CHECK_THAT(error.what(), contains("the reader"));
  CHECK(world.value("SELECT count(*) FROM pg_attribute WHERE attrelid = 'users'::regclass "
                    "AND attnum > 0 AND NOT attisdropped") == "1");
}

TEST_CASE("an interrupted start is gone on with by the same file only", "[run][database]") {
  World world;
  world.database.exec("INSERT INTO users SELECT generate_series(101, 50000)");
  run::Options options = world.database.options();
  options.backfill.batch_delay = 50ms;
  Lifecycle lifecycle(options, world.progress);
  world.progress.on_backfilled = [&] { lifecycle.interrupt(); };
  const Error error = error_of([&] { lifecycle.start(add_age(), {}); });
  CHECK(error.kind() == ErrorKind::interrupted);
  CHECK_THAT(error.hint(), contains("zdm start with the same file"));
  world.progress.on_backfilled = {};

  Migration edited = add_age();
  edited.source += " ";
  CHECK(world.lifecycle.start(edited, {}).at(0).code == "edited-history");
  CHECK(world.lifecycle.plan(edited).findings.at(0).code == "edited-history");
  CHECK(world.lifecycle.plan(add_age()).findings.at(0).code == "active-migration");
  CHECK_THAT(error_of([&] { world.lifecycle.complete(); }).hint(), contains("zdm rollback"));
  world.lifecycle.start(add_age(), {});
  CHECK(world.value("SELECT count(*) FROM public_01_age.users WHERE age = id + 1") == "50000");
  CHECK(world.lifecycle.history().size() == 1);
}

TEST_CASE("of two starts at once one wins, and the other is told so", "[run][database]") {
  World world;
  std::atomic<int> won = 0, refused = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i)
    threads.emplace_back([&, i] {
      Recorder progress;
      Lifecycle lifecycle(world.database.options(), progress);
      try {
        lifecycle.start(migration("0" + std::to_string(i), ""), {});
        ++won;
      } catch (const Error& error) {
        if (error.kind() == ErrorKind::wrong_state) ++refused;
      }
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(won == 1);
  CHECK(refused == 1);
}

TEST_CASE("two schemas of a database are migrated side by side", "[run][database]") {
  World world;
  world.database.exec("CREATE SCHEMA sales AUTHORIZATION owner");
  run::Options options = world.database.options();
  options.schema = Identifier("sales");
  Lifecycle sales(options, world.progress);
  world.lifecycle.start(add_age(), {});
  sales.start(migration("01_sales", ""), {.complete = true});
  CHECK(sales.history().size() == 1);
  CHECK(world.lifecycle.history().size() == 1);
}

TEST_CASE("start refuses where the plan is not the one that was looked at", "[run][database]") {
  World world;
  const Plan seen = world.lifecycle.plan(add_age()).plan;
  run::StartOptions options;
  options.expected_plan = seen;
  world.database.exec("ALTER TABLE users ADD COLUMN other int");
  const Error moved = error_of([&] { world.lifecycle.start(add_age(), options); });
  CHECK(moved.kind() == ErrorKind::wrong_state);
  CHECK_THAT(moved.what(), contains("this is not the plan") && contains("\n+ publish"));
  world.database.exec("ALTER TABLE users DROP COLUMN other");
  options.expected_plan = world.lifecycle.plan(add_age()).plan;
  CHECK(world.lifecycle.start(add_age(), options).empty());
}

TEST_CASE("a base schema that is not there is told by every command", "[run][database]") {
  World world;
  run::Options options = world.database.options();
  options.schema = Identifier("nowhere");
  Lifecycle nowhere(options, world.progress);
  for (const std::function<void()>& command : std::vector<std::function<void()>>{
           [&] { nowhere.status(); }, [&] { nowhere.history(); }, [&] { nowhere.complete(); },
           [&] { nowhere.rollback(); }, [&] { nowhere.plan(add_age()); },
           [&] { nowhere.start(add_age(), {}); }})
    CHECK_THAT(error_of(command).what(), contains("there is no schema \"nowhere\""));
}

TEST_CASE("a role that may not create schemas is told so before anything has changed",
          "[run][database]") {
  World world;
  world.lifecycle.init();
  world.database.exec("ALTER DATABASE test OWNER TO postgres");
  const Error error = error_of([&] { world.lifecycle.start(add_age(), {}); });
  CHECK_THAT(error.hint(), contains("GRANT CREATE ON DATABASE \"test\" TO \"owner\""));
  CHECK(world.lifecycle.history().empty());
}

}  // namespace
