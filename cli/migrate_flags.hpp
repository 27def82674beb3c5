#pragma once

#include <string>
#include <vector>

#include "forecast.hpp"
#include "option.hpp"
#include "run/lifecycle.hpp"

namespace zdm::cli {

// The files of a folder, in their order.
run::Folder read_folder(const std::string& folder);

// What migrate may be told about a folder's files.
struct MigrateFlags {
  std::string to;
  std::string out_of_order, edited, missing;  // policies; empty: as .zdm.json has them

  std::vector<Option> options();

  // The policies of the folder's .zdm.json, with the flags over them, and the last one wanted. Adds
  // what is wrong with that file.
  run::MigrateOptions migrate_options(const std::string& folder, Findings& findings) const;
};

}  // namespace zdm::cli
