#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/finding.hpp"
#include "migration/migration.hpp"
#include "plan/estimate.hpp"

namespace zdm::cli {

// A file with what reading it gave.
struct ReadFile {
  std::string file;
  ParsedMigration parsed;
};

std::vector<ReadFile> read_files(const std::vector<std::string>& files);

// What a file would do, or what is wrong with it.
struct Forecast {
  std::string file;
  Findings findings;         // of the file itself and of its plan
  std::optional<Plan> plan;  // means nothing where a finding is an error, but for "irreversible"
  bool is_applied = false;   // and so only read
  std::optional<Extents> extents{};  // of the plan's tables, where a database is at hand

  const Extents* known_extents() const { return extents ? &*extents : nullptr; }
};

using Forecasts = std::vector<Forecast>;

Findings all_findings(const Forecasts& forecasts);

// Where a finding is an error, that of findings.
int exit_code_for(const Findings& findings);

}  // namespace zdm::cli
