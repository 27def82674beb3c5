#include "lint_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "convert/convert.hpp"
#include "core/error.hpp"
#include "lint/lint.hpp"
#include "lint_settings.hpp"
#include "migration/document.hpp"
#include "migration/file_text.hpp"

namespace zdm::cli {
namespace {

namespace fs = std::filesystem;

bool is_hidden(const fs::path& path) { return path.filename().string().starts_with("."); }

std::vector<std::string> files_below(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code error;
  auto entries = fs::recursive_directory_iterator(folder, error);
  for (; !error && entries != fs::recursive_directory_iterator(); entries.increment(error)) {
    if (is_hidden(entries->path())) {
      entries.disable_recursion_pending();
      continue;
    }
    const std::string file = entries->path().string();
    std::error_code ignored;
    if (entries->is_regular_file(ignored) && (is_sql_file(file) || is_migration_file(file)))
      files.push_back(file);
  }
  if (error)
    throw Error(ErrorKind::failed, fmt::format("cannot read {}: {}", folder, error.message()));
  std::sort(files.begin(), files.end());
  return files;
}

Findings lint_sql_file(const std::string& file, const lint::Settings& settings,
                       const lint::Advice& advice) {
  const FileText text = read_file_text(file);
  return text.findings.empty() ? lint::lint_sql(file, text.text, settings, advice) : text.findings;
}

Findings lint_migration_file(const std::string& file, const lint::Settings& settings,
                             const lint::Advice& advice) {
  ParsedMigration parsed = read_migration(file);
  Findings hazards = lint::lint_migration(parsed.migration, settings, advice);
  parsed.findings.insert(parsed.findings.end(), hazards.begin(), hazards.end());
  return std::move(parsed.findings);
}

}  // namespace

bool is_sql_file(std::string_view file) { return file.ends_with(".sql"); }

std::vector<std::string> files_to_lint(const std::vector<std::string>& places) {
  std::vector<std::string> files;
  std::set<std::string> known;
  const auto add = [&](const std::string& file) {
    if (known.insert(file).second) files.push_back(file);
  };
  for (const std::string& place : places) {
    std::error_code ignored;
    if (!fs::is_directory(place, ignored)) {
      add(place);
      continue;
    }
    const std::vector<std::string> below = files_below(place);
    if (below.empty())
      throw Error(ErrorKind::usage, fmt::format("lint: there is nothing to lint in {}", place),
                  "files end in .sql, .json, .yaml or .yml");
    for (const std::string& file : below) add(file);
  }
  return files;
}

LintReport lint_files(const std::vector<std::string>& files, const Identifier& schema) {
  LintReport report;
  const lint::Advice advice = [&](const std::string& sql, std::string_view operation) {
    return convert::operation_for(sql, operation, schema);
  };
  SettingsReader reader;
  for (const std::string& file : files) {
    const lint::Settings& settings = reader.settings_for(file, report.findings);
    const Findings found = is_sql_file(file) ? lint_sql_file(file, settings, advice)
                                             : lint_migration_file(file, settings, advice);
    report.findings.insert(report.findings.end(), found.begin(), found.end());
    ++report.files;
  }
  return report;
}

}  // namespace zdm::cli
