#pragma once

#include <string>
#include <vector>

#include "forecast.hpp"
#include "run/lifecycle.hpp"

namespace zdm::cli {

// A migration and those before it as a database has recorded them, whatever has become of the
// files.
struct AsApplied {
  std::vector<ReadFile> before;  // in the order in which they were applied
  ReadFile file;
  Findings findings;  // which files are not what was applied
};

// `beside` are the files before it in its folder. Those that come before all that is recorded count
// too: a history may begin late.
AsApplied as_applied(const ReadFile& file, const std::vector<ReadFile>& beside,
                     const std::vector<run::MigrationSource>& recorded);

// What its file was called. The database has the text alone: what is JSON was a .json file, else
// YAML.
std::string file_name(const run::MigrationSource& source);

}  // namespace zdm::cli
