#pragma once

#include <filesystem>

#include "harness/failure.hpp"
#include "harness/rehearsal.hpp"
#include "harness/server.hpp"
#include "harness/settings.hpp"

namespace zdm::harness {

struct CaseResult {
  std::string path;
  std::string title;
  Failures failures;
  bool skipped = false;  // not for this version of the server
  KillCounts kills{};

  // For the way from one process to another.
  std::string to_json() const;
  static CaseResult from_json(const std::string& text);
};

// All checks on one case. Never throws: what goes wrong is a failure. When updating, the file is
// written anew where it differs.
CaseResult run_case(const std::filesystem::path& path, Server& server, const Settings& settings);

// Whether the database that checks are made on copies of is needed afterwards; else the last one
// takes it.
enum class AfterChecks { before_goes_on, before_is_done_with };

// All checks that apply to it, each on a copy of the database as it is before the migration. When
// updating, the sections of `scenario.file` are written anew, but not the file.
CaseNotes run_checks(Scenario& scenario, const Database& before, AfterChecks after,
                     const Settings& settings);

// Starts and completes it. Throws where it has findings.
void complete_migration(const Scenario& scenario, const Database& stage, const MigrationText& text);

}  // namespace zdm::harness
