// zdm's own statements are safe by construction: lint, which knows nothing of the planner, finds no
// hazard in them. (The checks of each case in tests/cases ask the same of its plan.)
#include "catch.hpp"
#include "embedded/examples.hpp"
#include "harness/findings.hpp"
#include "lint/lint.hpp"
#include "sequence.hpp"

namespace {

using namespace zdm;

Plan plan_with(std::vector<Statement> statements) {
  Plan plan;
  plan.steps.push_back({.id = "expand.users",
                        .phase = Phase::expand,
                        .title = "users",
                        .work = Transaction{std::move(statements)},
                        .reversal = NothingToUndo{"it is a test"}});
  return plan;
}

Statement statement(const char* sql, Cost cost = Cost::brief) {
  return {.sql = Sql::raw(sql), .lock = LockMode::access_exclusive, .cost = cost, .table = {}};
}

std::string codes(const Findings& findings) {
  std::string text;
  for (const Finding& finding : findings) text += finding.code + "\n";
  return text;
}

TEST_CASE("no example's plan has a hazard in it", "[lint]") {
  std::vector<cli::ReadFile> files;
  for (const embedded::Example& each : embedded::examples)
    files.push_back({std::string(each.file), parse_migration(std::string(each.file), each.text)});
  for (const cli::Forecast& forecast :
       cli::forecast_from_nothing(files, Identifier("public"), {})) {
    INFO(forecast.file);
    REQUIRE(forecast.plan);
    CHECK(harness::to_text(lint::lint_plan(*forecast.plan)) == "");
  }
}

TEST_CASE("a hazard in a plan is found", "[lint]") {
  CHECK(codes(lint::lint_plan(plan_with(
            {statement("ALTER TABLE users ADD COLUMN a uuid DEFAULT gen_random_uuid()")}))) ==
        "volatile-default\n");
  CHECK(codes(lint::lint_plan(plan_with(
            {statement("ALTER TABLE users ADD CONSTRAINT c CHECK (a > 0) NOT VALID"),
             statement("ALTER TABLE users VALIDATE CONSTRAINT c", Cost::scans_table)}))) ==
        "validate-same-transaction\nwork-after-strong-lock\n");
  CHECK(codes(lint::lint_plan(plan_with({statement("CREATE INDEX i ON users (a)")}))) ==
        "index-blocking\n");
}

TEST_CASE("what zdm does at complete is none", "[lint]") {
  CHECK(codes(lint::lint_plan(plan_with({statement("ALTER TABLE users DROP COLUMN a"),
                                         statement("ALTER TABLE users RENAME a TO b")}))) == "");
}

}  // namespace
