#include "catch.hpp"
#include "estimate_text.hpp"
#include "plan/estimate.hpp"
#include "plan_columns.hpp"

namespace zdm {
namespace {

const QualifiedName kUsers{Identifier("public"), Identifier("users")};

Step filling() {
  const Statement update{
      .sql = {}, .lock = LockMode::row_exclusive, .cost = Cost::writes_rows, .table = kUsers};
  return {.id = "backfill.users",
          .phase = Phase::backfill,
          .title = "fill",
          .work = Backfill{kUsers, update, {}, {}, false},
          .reversal = NothingToUndo{""}};
}

Extents million_rows(FillHistory history = {}) {
  return {.tables = {{kUsers, {.rows = 1'000'000, .bytes = 60'000'000}}}, .history = history};
}

}  // namespace

TEST_CASE("rows that are filled take their time at the assumed rate") {
  const auto told = estimate(filling(), million_rows());
  REQUIRE(told);
  CHECK(told->rows == 1'000'000);
  CHECK(told->seconds == 40);
  CHECK(cli::to_text(*told) == "about 1,000,000 rows, 57 MB, 40 s");
}

TEST_CASE("what earlier backfills have shown counts more than what is assumed") {
  const auto told = estimate(filling(), million_rows({.rows_per_second = 100'000, .backfills = 3}));
  REQUIRE(told);
  CHECK(told->seconds == 10);
}

TEST_CASE("of a table that was never analyzed the bytes alone are known") {
  const auto told =
      estimate(filling(), {.tables = {{kUsers, {.rows = {}, .bytes = 60'000'000}}}, .history = {}});
  REQUIRE(told);
  CHECK_FALSE(told->rows);
  CHECK(told->seconds == 6);
  CHECK(cli::to_text(*told) == "about 57 MB, 6 s");
}

TEST_CASE("what is to be read takes as long as some of it took just now") {
  Plan plan;
  plan.steps.push_back(filling());
  plan.steps.push_back(filling());
  plan.steps.back().phase = Phase::build;
  plan.steps.back().work = Proof{
      {.sql = {}, .lock = LockMode::access_share, .cost = Cost::scans_table, .table = kUsers}, ""};
  Extents extents = million_rows();
  CHECK(estimate(plan.steps.back(), extents)->seconds == 2);
  extents.tables.at(kUsers).read = ReadSample{.bytes = 2'000'000, .seconds = 0.01};
  CHECK(estimate(plan.steps.back(), extents)->seconds == 0.3);
  CHECK(scanned_tables(plan) == std::set{kUsers});
  const std::vector<std::string> told = grounds(plan, extents);
  REQUIRE(told.size() == 3);
  CHECK(told[1] == "reading users: 200 MB/s, as 2.0 MB of it were read just now");
  CHECK(told[2] ==
        "filling rows: 25,000 rows/s or 10 MB/s, whichever takes longer: assumed, and not measured "
        "here; it is less than zdm's own bench reaches on two cores");
}

TEST_CASE("nothing is told of a brief statement, nor of a table that is not there yet") {
  Step brief = filling();
  brief.work = Transaction{
      {{.sql = {}, .lock = LockMode::access_exclusive, .cost = Cost::brief, .table = kUsers}}};
  CHECK_FALSE(estimate(brief, million_rows()));
  CHECK_FALSE(estimate(filling(), Extents{}));
}

TEST_CASE("columns are told by all their names, those with one name by their number") {
  Plan plan;
  plan.schema = Identifier("public");
  plan.tables = {{.physical = kUsers,
                  .old_name = Identifier("users"),
                  .new_name = Identifier("people"),
                  .columns = {{Identifier("id"), Identifier("id"), Identifier("id")},
                              {Identifier("mail"), Identifier("mail"), Identifier("email")},
                              {Identifier("_zdm_new_age"), {}, Identifier("age")}}}};
  CHECK(cli::columns_as_text(plan) == R"(
which columns are which, while both versions are live
  users: the new version calls it people
    in the table  old version  new version
    mail          mail         email
    _zdm_new_age  -            age
    and 1 column has one name in the table and in both versions
)");
}

}  // namespace zdm
