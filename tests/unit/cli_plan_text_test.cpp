#include <string>

#include "catch.hpp"
#include "plan_text.hpp"

namespace zdm::cli {
namespace {

const QualifiedName kUsers{Identifier("public"), Identifier("users")};

Statement statement(std::string text, LockMode lock = LockMode::none, Cost cost = Cost::brief) {
  return {.sql = Sql::raw(std::move(text)),
          .lock = lock,
          .cost = cost,
          .table = lock == LockMode::none ? std::nullopt : std::optional(kUsers)};
}

Plan plan_of(std::vector<Step> steps) {
  return {.migration = "02_age",
          .description = "why",
          .schema = Identifier("public"),
          .version_schema = Identifier("public_02_age"),
          .old_version_schema = Identifier("public_01_users"),
          .search_path = {Identifier("public")},
          .steps = std::move(steps)};
}

Step step(Phase phase, Work work, Reversal reversal = NothingToUndo{"it never shows"}) {
  return {.id = std::string(to_string(phase)) + ".users",
          .phase = phase,
          .title = "users: a title",
          .work = std::move(work),
          .reversal = std::move(reversal)};
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a plan is told from its head to what it loses") {
  const Plan plan = plan_of(
      {step(Phase::expand,
            Transaction{
                {statement("CREATE FUNCTION f() AS $$\nBEGIN\n\n  RETURN NEW;\nEND $$"),
                 statement("ALTER TABLE users ADD COLUMN age int", LockMode::access_exclusive),
                 statement("CREATE TRIGGER t", LockMode::share_row_exclusive)}},
            Transaction{{statement("DROP TRIGGER t", LockMode::access_exclusive),
                         statement("DROP FUNCTION f()")}}),
       step(Phase::contract,
            Transaction{
                {statement("ALTER TABLE users DROP COLUMN years", LockMode::access_exclusive)}},
            Irreversible{"complete is final", "column users.years"})});
  CHECK(render_plan(plan) == R"(migration 02_age: why
  old version: public_01_users
  new version: public_02_age

expand
  users: a title  [ACCESS EXCLUSIVE on users, brief]
      CREATE FUNCTION f() AS $$
      BEGIN

        RETURN NEW;
      END $$;
      ALTER TABLE users ADD COLUMN age int;
      CREATE TRIGGER t;  -- SHARE ROW EXCLUSIVE, brief
    undo:
      DROP TRIGGER t;
      DROP FUNCTION f();

contract (zdm complete)
  users: a title  [ACCESS EXCLUSIVE on users, brief]
      ALTER TABLE users DROP COLUMN years;

what complete loses for good
  column users.years
)");
}

TEST_CASE("steps of a phase stand together, in the order of the phases") {
  const std::string text =
      render_plan(plan_of({step(Phase::contract, Transaction{}), step(Phase::expand, Transaction{}),
                           step(Phase::publish, Transaction{})}));
  CHECK(text.find("\nexpand\n") < text.find("\npublish\n"));
  CHECK(text.find("\npublish\n") < text.find("\ncontract (zdm complete)\n"));
}

TEST_CASE("a plan of nothing loses nothing") {
  Plan plan = plan_of({});
  plan.old_version_schema.reset();
  CHECK(render_plan(plan) ==
        "migration 02_age: why\n  old version: none, clients use public\n"
        "  new version: public_02_age\n\ncomplete loses nothing\n");
}

TEST_CASE("views in bulk are counted, unless all is asked for") {
  Step views = step(Phase::publish, Transaction{{statement("CREATE VIEW x", LockMode::access_share),
                                                 statement("GRANT SELECT")}});
  views.id = "publish.views.1";
  CHECK(
      holds(render_plan(plan_of({views})), "-- 2 statements, for users; zdm plan -v shows all\n"));
  CHECK_FALSE(holds(render_plan(plan_of({views})), "CREATE VIEW"));
  CHECK(holds(render_plan(plan_of({views}), Detail::full), "CREATE VIEW x;"));
}

TEST_CASE("SQL ends in one semicolon, also behind a comment") {
  const std::string text = render_plan(
      plan_of({step(Phase::expand, OutsideTransaction{{statement("VACUUM users;;\n"),
                                                       statement("VACUUM users -- now")}})}));
  CHECK(holds(text, "      VACUUM users;\n      VACUUM users -- now\n      ;\n"));
}

TEST_CASE("what rollback cannot take back is said in its place and at the end") {
  const std::string text = render_plan(plan_of({step(
      Phase::expand, Transaction{{statement("UPDATE x")}}, Irreversible{"there is no down", ""})}));
  CHECK(holds(text, "    undo: NONE (there is no down)\n"));
  CHECK(holds(text, "\nwhat rollback cannot take back\n  users: a title: there is no down\n"));
}

TEST_CASE("a backfill names the user's triggers that will fire") {
  const Statement update = statement("UPDATE x", LockMode::row_exclusive, Cost::writes_rows);
  const std::string text = render_plan(plan_of({step(
      Phase::backfill, Backfill{kUsers, update, statement("SELECT 1"), {Identifier("audit")}})}));
  CHECK(holds(text, "[ROW EXCLUSIVE on users, writes rows, in ranges of pages]"));
  CHECK(holds(text, "the user's own triggers fire for each row: \"audit\"\n"));
}

}  // namespace zdm::cli
