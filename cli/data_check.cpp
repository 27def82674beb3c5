#include "data_check.hpp"

#include <fmt/format.h>

#include "core/error.hpp"
#include "engine.hpp"

namespace zdm::cli {
namespace {

Finding only_the_first(const std::string& file) {
  return {.code = "data-not-checked",
          .severity = Severity::note,
          .place = {.file = file, .pointer = {}},
          .message =
              "not checked with the rows: they will be others once the files before it are "
              "complete",
          .hint = {}};
}

const Migration& migration_of(const std::vector<ReadFile>& files, const std::string& file) {
  for (const ReadFile& each : files)
    if (each.file == file) return each.parsed.migration;
  throw Error(ErrorKind::failed, "no such file: " + file);
}

}  // namespace

std::vector<Option> DataCheckOption::options() {
  return {
      {"--check-data", "ROWS|all", "try the expressions and the new rules with rows of each table",
       &rows_, std::to_string(*run::DataSample{}.rows)},
      {"--check-data-timeout", "DURATION", "how long one query of it may take", &timeout_}};
}

run::DataSample DataCheckOption::sample() const {
  run::DataSample sample{.rows = std::nullopt, .statement_timeout = timeout_};
  if (rows_.empty() || rows_ == "all") return sample;
  assign({"--check-data", "ROWS|all", "", &sample.rows}, rows_);
  return sample;
}

void DataCheckOption::add_findings(const std::vector<ReadFile>& files, Forecasts& forecasts,
                                   const Globals& globals, Console& console) const {
  const run::DataSample rows = sample();
  bool is_first = true;
  for (Forecast& forecast : forecasts) {
    if (forecast.is_applied || !forecast.plan) continue;
    if (!is_first) {
      forecast.findings.push_back(only_the_first(forecast.file));
      continue;
    }
    is_first = false;
    Engine engine(globals, console);
    for (Finding& finding : engine->check_data(migration_of(files, forecast.file), rows))
      forecast.findings.push_back(std::move(finding));
  }
}

}  // namespace zdm::cli
