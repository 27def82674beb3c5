#include "planner/raw_sql.hpp"

#include <string>

#include "sql/script.hpp"

namespace zdm::planner {
namespace {

constexpr const char* kAtStart = "expand.sql.";
constexpr const char* kAtComplete = "contract.sql.";

std::vector<Statement> statements_of(const std::string& text) {
  std::vector<Statement> statements;
  for (const std::string& statement : split_script(text))
    statements.push_back({.sql = Sql::raw(statement),
                          // What it locks is for lint to judge; zdm treats it as the worst.
                          .lock = LockMode::access_exclusive,
                          .cost = Cost::rewrites_table,
                          .table = {}});
  return statements;
}

template <typename Result>
Result as_work(const std::string& text) {
  if (forbids_transaction(text)) return OutsideTransaction{statements_of(text)};
  return Transaction{statements_of(text)};
}

}  // namespace

std::vector<Step> raw_sql_at_start(const std::vector<RawSql>& raw_sql) {
  std::vector<Step> steps;
  for (const RawSql& raw : raw_sql) {
    if (raw.on_complete) continue;
    const std::string number = std::to_string(steps.size() + 1);
    Reversal reversal =
        raw.down.empty()
            ? Reversal(Irreversible{.why = "the sql operation has no down", .loses = {}})
            : as_work<Reversal>(raw.down);
    steps.push_back({.id = kAtStart + number,
                     .phase = Phase::expand,
                     .title = "the user's SQL",
                     .work = as_work<Work>(raw.up),
                     .reversal = std::move(reversal)});
  }
  return steps;
}

std::vector<Step> raw_sql_at_complete(const std::vector<RawSql>& raw_sql) {
  std::vector<Step> steps;
  for (const RawSql& raw : raw_sql) {
    if (!raw.on_complete) continue;
    steps.push_back({.id = kAtComplete + std::to_string(steps.size() + 1),
                     .phase = Phase::contract,
                     .title = "the user's SQL",
                     .work = as_work<Work>(raw.up),
                     .reversal = Irreversible{.why = "complete is final", .loses = {}}});
  }
  return steps;
}

bool is_raw_sql(const Step& step) {
  return step.id.starts_with(kAtStart) || step.id.starts_with(kAtComplete);
}

Step publish_as_found(const Identifier& version_schema) {
  return {.id = "publish",
          .phase = Phase::publish,
          .title = "publish the new version: a view for each table as the SQL has left it",
          .work = PublishAsFound{version_schema},
          .reversal = NothingToUndo{"the version schema goes with the step itself"}};
}

}  // namespace zdm::planner
