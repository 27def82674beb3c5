// What people do to the database by hand while a migration is active.
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

// A type change of users.age, and a change of another table that nobody touches.
class World {
 public:
  World() : lifecycle(database.options(), progress) {
    database.create_table("users",
                          "AS SELECT id, id::text AS age FROM generate_series(1, 9) AS id");
    database.create_table("posts", "(id int)");
    lifecycle.start(migration("01_age", R"json(
      {"alter_column": {"table": "users", "column": "age", "type": "int", "up": "age::int",
                        "down": "age::text"}},
      {"create_index": {"table": "users", "name": "users_age", "columns": [{"column": "age"}]}},
      {"add_column": {"table": "posts", "column": {"name": "title", "type": "text", "nullable": true}}}
      )json"),
                    {});
  }
  std::string leftovers() const {
    return database.value(
        "SELECT coalesce(string_agg(name, ' '), '') FROM ("
        "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass('public.users') "
        "UNION ALL SELECT relname FROM pg_class WHERE relname <> 'pg_toast' "
        "UNION ALL SELECT nspname FROM pg_namespace WHERE nspname <> 'zdm' "
        "UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'zdm'::regnamespace "
        "UNION ALL SELECT tgname FROM pg_trigger) AS all_names (name) "
        "WHERE name LIKE '%zdm%' OR name LIKE '%01_age%'");
  }
  std::string value_of_new_version() const {
    return database.value("SELECT count(age + 1) FROM public_01_age.users");
  }
  std::string status() const { return database.value("SELECT status FROM zdm.migrations"); }

  Database database;
  Recorder progress;
  Lifecycle lifecycle;
};

TEST_CASE("rollback leaves out what somebody has dropped by hand", "[run][database]") {
  World world;
  const std::string by_hand = GENERATE(
      as<std::string>(), "DROP TABLE users CASCADE", "ALTER TABLE users DROP COLUMN age CASCADE",
      "ALTER TABLE users DROP COLUMN \"_zdm_new_age\" CASCADE",
      "DROP TRIGGER \"!zdm_down_update\" ON users", "DROP TABLE posts CASCADE",
      "DROP SCHEMA public_01_age CASCADE", "DROP VIEW public_01_age.users",
      "DROP FUNCTION zdm.\"up.public.users\"() CASCADE", "DROP INDEX users_age");
  INFO(by_hand);
  world.database.exec(by_hand);
  world.lifecycle.rollback();
  CHECK(world.status() == "rolled_back");
  CHECK(world.leftovers().empty());
}

TEST_CASE("a user's view on the new version keeps rollback from beginning", "[run][database]") {
  World world;
  world.database.exec("CREATE VIEW report AS SELECT count(*) FROM public_01_age.users");
  for (int time = 0; time < 2; ++time) {
    const Error error = error_of([&] { world.lifecycle.rollback(); });
    CHECK_THAT(error.what(), contains("view public_01_age.users is used by view public.report"));
    CHECK_THAT(error.hint(), contains("drop these"));
    CHECK(world.status() == "started");
    CHECK(world.value_of_new_version() == "9");
  }
  world.database.exec("DROP VIEW report");
  world.lifecycle.rollback();
  CHECK(world.leftovers().empty());
}

TEST_CASE("a function with an SQL body on the new version does so, too", "[run][database]") {
  World world;
  world.database.exec(
      "CREATE FUNCTION report() RETURNS bigint BEGIN ATOMIC SELECT count(*) FROM "
      "public_01_age.users; END");
  CHECK_THAT(error_of([&] { world.lifecycle.rollback(); }).what(),
             contains("view public_01_age.users is used by function public.report()"));
  CHECK(world.status() == "started");
}

TEST_CASE("complete does not begin while a view of the new version is missing", "[run][database]") {
  World world;
  world.database.exec("DROP VIEW public_01_age.posts");
  const Error error = error_of([&] { world.lifecycle.complete(); });
  CHECK_THAT(error.what(), contains("the view \"public_01_age\".\"posts\" is missing"));
  world.lifecycle.rollback();
  CHECK(world.leftovers().empty());
}

// A type change, and SQL at complete that cannot run.
Migration with_sql_at_complete() {
  return migration("01_sql", R"json(
      {"alter_column": {"table": "posts", "column": "id", "type": "bigint", "up": "id", "down": "id::int"}},
      {"sql": {"up": "INSERT INTO log VALUES ('done')", "onComplete": true}})json");
}

TEST_CASE("SQL that fails at complete can be made to run, or be left out", "[run][database]") {
  Database database;
  database.create_table("posts", "(id int)");
  Recorder progress;
  Lifecycle lifecycle(database.options(), progress);
  lifecycle.start(with_sql_at_complete(), {.allow_irreversible = true});
  const Error error = error_of([&] { lifecycle.complete(); });
  CHECK_THAT(error.what(), contains("relation \"log\" does not exist"));
  const std::string by = "leave it out by: ", then = "; then zdm complete";
  const std::string hint = error.hint();
  REQUIRE(hint.find(by) != std::string::npos);
  SECTION("made to run") {
    database.create_table("log", "(what text)");
    CHECK(lifecycle.complete());
    CHECK(database.value("SELECT what FROM log") == "done");
  }
  SECTION("left out") {
    const std::size_t begin = hint.find(by) + by.size();
    database.exec(hint.substr(begin, hint.find(then) - begin));
    CHECK(lifecycle.complete());
  }
  CHECK(lifecycle.status().latest->name == "01_sql");
}

TEST_CASE("where only SQL runs at complete and fails, rollback is still possible",
          "[run][database]") {
  Database database;
  Recorder progress;
  Lifecycle lifecycle(database.options(), progress);
  lifecycle.start(
      migration("01_sql",
                R"json({"sql": {"up": "INSERT INTO log VALUES (1)", "onComplete": true}})json"),
      {.allow_irreversible = true});
  CHECK_THAT(error_of([&] { lifecycle.complete(); }).hint(), contains("nothing has changed"));
  lifecycle.rollback();
  CHECK_FALSE(lifecycle.status().active);
}

}  // namespace
