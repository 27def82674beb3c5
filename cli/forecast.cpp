#include "forecast.hpp"

#include <map>
#include <utility>

#include "exit_code.hpp"

namespace zdm::cli {
namespace {

// 01_a.json and 01_a.yaml are one migration, and only one of them can ever be applied.
Finding same_name(const std::string& file, const std::string& other) {
  return {.code = "same-name",
          .severity = Severity::error,
          .place = {.file = file, .pointer = {}},
          .message = "has the name of " + other,
          .hint = "a migration's name is its file's without the ending: rename one of them"};
}

}  // namespace

std::vector<ReadFile> read_files(const std::vector<std::string>& files) {
  std::vector<ReadFile> read;
  std::map<std::string, std::string> names;  // of migrations, and the file of each
  for (const std::string& file : files) {
    ReadFile next{file, read_migration(file)};
    const auto [known, is_new] = names.emplace(next.parsed.migration.name, file);
    if (!is_new && known->second != file)
      next.parsed.findings.push_back(same_name(file, known->second));
    read.push_back(std::move(next));
  }
  return read;
}

Findings all_findings(const Forecasts& forecasts) {
  Findings findings;
  for (const Forecast& forecast : forecasts)
    findings.insert(findings.end(), forecast.findings.begin(), forecast.findings.end());
  return findings;
}

int exit_code_for(const Findings& findings) {
  return has_errors(findings) ? exit_code(ErrorKind::findings) : kDone;
}

}  // namespace zdm::cli
