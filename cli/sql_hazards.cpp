#include "sql_hazards.hpp"

#include <algorithm>

#include "lint/lint.hpp"
#include "lint_settings.hpp"

namespace zdm::cli {
namespace {

// Reading and planning tell these themselves.
bool is_told(const Finding& finding) {
  return finding.code == "irreversible" || finding.code == "transaction-control";
}

const ReadFile* file_of(const std::vector<ReadFile>& files, const Forecast& forecast) {
  const auto found = std::find_if(files.begin(), files.end(),
                                  [&](const ReadFile& file) { return file.file == forecast.file; });
  return found == files.end() ? nullptr : &*found;
}

}  // namespace

void add_sql_hazards(const std::vector<ReadFile>& files, Forecasts& forecasts) {
  SettingsReader reader;
  for (Forecast& forecast : forecasts) {
    const ReadFile* file = file_of(files, forecast);
    if (file == nullptr || forecast.is_applied) continue;
    const lint::Settings& settings = reader.settings_for(file->file, forecast.findings);
    for (Finding& finding : lint::lint_migration(file->parsed.migration, settings)) {
      if (is_told(finding)) continue;
      finding.severity = std::min(finding.severity, Severity::warning);
      forecast.findings.push_back(std::move(finding));
    }
  }
}

}  // namespace zdm::cli
