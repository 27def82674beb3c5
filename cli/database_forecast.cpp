#include "database_forecast.hpp"

#include <algorithm>
#include <map>

#include "core/error.hpp"
#include "engine.hpp"
#include "run/edited_history.hpp"
#include "run/history.hpp"
#include "run/out_of_order.hpp"
#include "sequence.hpp"

namespace zdm::cli {
namespace {

Finding finding(std::string code, Severity severity, const ReadFile& file, std::string message,
                std::string hint) {
  return {.code = std::move(code),
          .severity = severity,
          .place = {.file = file.file, .pointer = {}},
          .message = std::move(message),
          .hint = std::move(hint)};
}

Forecast only_read(const ReadFile& file) {
  return {.file = file.file, .findings = file.parsed.findings, .plan = {}};
}

// The first file meets the database as it is; only the lifecycle knows whether it may run at all.
Forecast forecast_first(const ReadFile& file, Engine& engine) {
  Forecast result = only_read(file);
  if (is_unreadable(file)) return result;
  run::PlanResult planned = engine->plan(file.parsed.migration);
  result.findings.insert(result.findings.end(), planned.findings.begin(), planned.findings.end());
  result.plan = std::move(planned.plan);
  return result;
}

Forecast forecast_next(const ReadFile& file, Engine& engine, Position& position) {
  if (position.is_known)
    return advance(file, engine->facts(file.parsed.migration, position.catalog), position);
  Forecast result = only_read(file);
  result.findings.push_back(finding("unknown-tables", Severity::warning, file,
                                    "cannot be planned yet: nobody knows what the sql of a file "
                                    "before does to the tables",
                                    "complete that one first"));
  return result;
}

using Applied = std::map<std::string, run::MigrationRecord>;

Forecast forecast_applied(const ReadFile& file, const run::MigrationRecord& record) {
  Forecast result = only_read(file);
  result.is_applied = true;
  if (auto edited = run::edited_history(file.parsed.migration, record))
    result.findings.push_back(std::move(*edited));
  return result;
}

// The tables behind it are as what was applied has left them, which is not this file.
bool is_edited(const Forecast& forecast) {
  return std::any_of(forecast.findings.begin(), forecast.findings.end(),
                     [](const Finding& each) { return each.code == "edited-history"; });
}

// All files behind the first, which is planned once more to know what it leaves.
void forecast_others(Forecasts& forecasts, const std::vector<const ReadFile*>& files,
                     const Globals& globals, Engine& engine,
                     const std::vector<run::MigrationRecord>& history) {
  Position position{.catalog = engine->catalog(),
                    .situation = situation(globals, engine->status().old_version_schema)};
  for (const ReadFile* file : files) {
    Forecast next = forecast_next(*file, engine, position);
    if (file == files.front()) continue;
    if (auto late = run::out_of_order(file->parsed.migration, history))
      next.findings.push_back(std::move(*late));
    forecasts.push_back(std::move(next));
  }
}

Forecasts forecast_all(const std::vector<ReadFile>& files, const Globals& globals, Console& console,
                       AppliedFiles applied) {
  Engine engine(globals, console);
  const std::vector<run::MigrationRecord> history = engine->history();
  const Applied known = applied == AppliedFiles::only_read ? run::applied(history) : Applied{};
  Forecasts forecasts;
  std::vector<const ReadFile*> outstanding;
  for (const ReadFile& file : files) {
    if (const auto found = known.find(file.parsed.migration.name); found != known.end())
      forecasts.push_back(forecast_applied(file, found->second));
    else
      outstanding.push_back(&file);
  }
  if (!outstanding.empty()) forecasts.push_back(forecast_first(*outstanding.front(), engine));
  if (outstanding.size() > 1 && !is_edited(forecasts.back()))
    forecast_others(forecasts, outstanding, globals, engine, history);
  return forecasts;
}

Forecasts forecast_without_database(const std::vector<ReadFile>& files, const Error& error) {
  Forecasts forecasts;
  for (const ReadFile& file : files) forecasts.push_back(only_read(file));
  forecasts.back().findings.push_back(
      finding("not-checked", Severity::note, files.back(),
              std::string("not checked against the database: ") + error.what(), error.hint()));
  return forecasts;
}

}  // namespace

Forecasts forecast(const std::vector<ReadFile>& files, const Globals& globals, Console& console,
                   AppliedFiles applied) {
  try {
    return forecast_all(files, globals, console, applied);
  } catch (const Error& error) {
    Forecasts forecasts = forecast_without_database(files, error);
    const bool nothing_to_show = !has_errors(all_findings(forecasts));
    if (error.kind() == ErrorKind::interrupted || nothing_to_show) throw;
    return forecasts;
  }
}

Situation situation(const Globals& globals, std::optional<Identifier> live_version_schema) {
  return {.state_schema = globals.run.state_schema,
          .live_version_schema = std::move(live_version_schema),
          .search_path = globals.run.search_path};
}

}  // namespace zdm::cli
