#pragma once

#include "harness/case_run.hpp"

namespace zdm::harness {

struct Examples {
  std::filesystem::path folder;
  std::filesystem::path plans;  // a folder with NAME.txt for each
  std::filesystem::path rows;   // SQL that fills the tables of the first two
};

// The migrations of a folder, which are one history: all checks on each, on a database in which
// those before it have been completed. Never throws; where one cannot be completed, those after it
// are left out. When updating, the plans are written anew where they differ.
CaseResult run_examples(const Examples& examples, Server& server, const Settings& settings);

}  // namespace zdm::harness
