#include "sequence.hpp"

#include <algorithm>

#include "planner/settled.hpp"

namespace zdm::cli {
namespace {

bool has_raw_sql(const Migration& migration) {
  return std::any_of(migration.operations.begin(), migration.operations.end(),
                     [](const auto& operation) { return operation->kind() == "sql"; });
}

void soften(Findings& findings) {
  for (Finding& finding : findings) {
    if (finding.code.rfind("missing-", 0) != 0 || finding.severity != Severity::error) continue;
    finding.severity = Severity::warning;
    finding.hint += finding.hint.empty() ? "" : "; ";
    finding.hint += "sql in a file before may have made it: check against a database";
  }
}

}  // namespace

bool is_unreadable(const ReadFile& file) {
  return has_errors(file.parsed.findings) && file.parsed.migration.operations.empty();
}

Forecast advance(const ReadFile& file, const Facts& facts, Position& position) {
  Forecast result{.file = file.file, .findings = file.parsed.findings, .plan = {}};
  if (is_unreadable(file)) return result;
  const Migration& migration = file.parsed.migration;
  Planned planned = plan(migration, position.catalog, facts, position.situation);
  if (!position.is_known) soften(planned.findings);
  result.findings.insert(result.findings.end(), planned.findings.begin(), planned.findings.end());
  const Identifier version = planned.plan.version_schema;
  position.catalog = planner::settled(position.catalog, planned.after, version);
  position.situation.live_version_schema = version;
  position.is_known = position.is_known && !has_raw_sql(migration);
  result.plan = std::move(planned.plan);
  return result;
}

Forecasts forecast_from_nothing(const std::vector<ReadFile>& files, const Identifier& schema,
                                const Situation& situation) {
  Position position{.catalog = {}, .situation = situation};
  position.catalog.schema = schema;
  Forecasts forecasts;
  for (const ReadFile& file : files) forecasts.push_back(advance(file, {}, position));
  return forecasts;
}

}  // namespace zdm::cli
