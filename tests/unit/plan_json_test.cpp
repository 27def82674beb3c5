#include "plan/plan_json.hpp"

#include <string>

#include "catch.hpp"
#include "core/error.hpp"
#include "plan/plan_difference.hpp"

namespace zdm {
namespace {

const QualifiedName kUsers{Identifier("public"), Identifier("users")};

Statement statement(std::string text) {
  return {.sql = Sql::raw(std::move(text)),
          .lock = LockMode::share_update_exclusive,
          .cost = Cost::scans_table,
          .table = kUsers};
}

Step step(std::string id, Phase phase, Work work, Reversal reversal) {
  return {.id = std::move(id),
          .phase = phase,
          .title = "users: \"quoted\", größer, and\na second line",
          .work = std::move(work),
          .reversal = std::move(reversal)};
}

// One step of each kind of work, and one reversal of each kind.
Plan plan_of_every_kind() {
  Plan plan{.migration = "02_add_age",
            .description = "why",
            .schema = Identifier("public"),
            .version_schema = Identifier("public_02_add_age"),
            .old_version_schema = Identifier("public_01 \"x\""),
            .search_path = {Identifier("public"), Identifier("Ext")},
            .steps = {}};
  const Transaction transaction{{statement("ALTER TABLE a"), statement("ALTER TABLE b")}};
  const DropIndex drop{statement("DROP INDEX CONCURRENTLY IF EXISTS i")};
  plan.steps = {
      step("1", Phase::expand, transaction, Transaction{{statement("undo")}}),
      step("2", Phase::backfill,
           Backfill{kUsers, statement("UPDATE"), statement("SELECT"), {Identifier("audit")}, true},
           NothingToUndo{"the columns go with step 1"}),
      step("3", Phase::build, BuildIndex{kUsers, statement("CREATE"), drop.drop}, drop),
      step("4", Phase::build, Proof{statement("SELECT 1"), "every row is filled"},
           NothingToUndo{"it only reads"}),
      step("5", Phase::publish, PublishAsFound{Identifier("public_02")}, Irreversible{"raw", ""}),
      step("6", Phase::expand, OutsideTransaction{{statement("VACUUM")}},
           OutsideTransaction{{statement("VACUUM")}}),
      step("7", Phase::contract, drop, Irreversible{"dropped", "index i"}),
  };
  plan.tables = {{.physical = kUsers,
                  .old_name = Identifier("users"),
                  .new_name = std::nullopt,
                  .columns = {{Identifier("a"), Identifier("a"), {}},
                              {Identifier("b"), {}, Identifier("c")}}}};
  return plan;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

}  // namespace

TEST_CASE("a plan survives being written as JSON and read again") {
  const Plan plan = plan_of_every_kind();
  CHECK(plan_from_json(plan_to_json(plan)) == plan);
}

TEST_CASE("a plan without an old version schema or a statement without a table stays so") {
  Plan plan = plan_of_every_kind();
  plan.old_version_schema.reset();
  plan.steps.resize(1);
  plan.steps[0].work = Transaction{{{.sql = Sql::raw("SELECT 1"), .table = {}}}};
  CHECK(plan_from_json(plan_to_json(plan)) == plan);
  CHECK(plan_from_json(plan_to_json(Plan{})) == Plan{});
}

TEST_CASE("equal plans are the same JSON byte for byte") {
  CHECK(plan_to_json(plan_of_every_kind()) == plan_to_json(plan_of_every_kind()));
}

TEST_CASE("text that is no plan of this format is refused") {
  const std::string good = plan_to_json(plan_of_every_kind());
  for (const std::string& text :
       {std::string("not JSON"), std::string("[]"), std::string("{}"), std::string(),
        good.substr(0, good.size() / 2), replaced(good, "\"format\": 1", "\"format\": 2"),
        replaced(good, "\"format\": 1", "\"format\": \"1\""),
        replaced(good, "\"kind\": \"backfill\"", "\"kind\": \"magic\""),
        replaced(good, "\"kind\": \"irreversible\"", "\"kind\": \"magic\""),
        replaced(good, "SHARE UPDATE EXCLUSIVE", "STRONG"),
        replaced(good, "\"phase\": \"expand\"", "\"phase\": \"later\""),
        replaced(good, "\"id\": \"1\"", "\"id\": 1")}) {
    INFO(text);
    CHECK_THROWS_AS(plan_from_json(text), Error);
  }
}

TEST_CASE("a refused plan says why") {
  CHECK_THROWS_WITH(plan_from_json(R"({"format": 7})"), test::contains("its format is 7, not 1"));
}

TEST_CASE("two plans are told apart line by line") {
  const Plan plan = plan_of_every_kind();
  CHECK(plan_difference(plan, plan).empty());
  Plan other = plan;
  other.schema = Identifier("sales");
  other.steps[4].id = "5b";
  other.steps[1].work = Backfill{kUsers, statement("UPDATE\nusers"), statement("SELECT"), {}};
  const std::string text = plan_difference(plan, other);
  CHECK_THAT(text, test::contains("- schema: public\n- 2: audit\n- 2: true\n- 5: 5\n") &&
                       test::contains("\n+ schema: sales\n+ 2: users\n+ 2: false\n+ 5b: 5b\n"));
  Plan turned = plan;
  std::swap(turned.steps[0], turned.steps[1]);
  CHECK(plan_difference(plan, turned) == "the same steps in another order");
}

}  // namespace zdm
