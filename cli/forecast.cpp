#include "forecast.hpp"

#include "exit_code.hpp"

namespace zdm::cli {

std::vector<ReadFile> read_files(const std::vector<std::string>& files) {
  std::vector<ReadFile> read;
  for (const std::string& file : files) read.push_back({file, read_migration(file)});
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
