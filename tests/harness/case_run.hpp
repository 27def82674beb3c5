#pragma once

#include <filesystem>

#include "harness/expectations.hpp"
#include "harness/failure.hpp"
#include "harness/server.hpp"

namespace zdm::harness {

struct CaseResult {
  std::string path;
  std::string title;
  Failures failures;
  bool skipped = false;  // not for this version of the server
};

// All checks on one case. Never throws: what goes wrong is a failure. When updating, the file is
// written anew where it differs.
CaseResult run_case(const std::filesystem::path& path, Server& server, Expectations::Mode mode);

}  // namespace zdm::harness
