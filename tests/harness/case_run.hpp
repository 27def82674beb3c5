#pragma once

#include <filesystem>

#include "harness/failure.hpp"
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

}  // namespace zdm::harness
