#pragma once

#include <string>
#include <vector>

#include "option.hpp"
#include "run/lifecycle.hpp"

namespace zdm::cli {

// What start and migrate may be told about what they run, and how its rows are filled.
struct StartFlags {
  run::StartOptions start;
  run::BackfillOptions backfill;
  std::string plan;  // a file

  std::vector<Option> options();
  // Throws Error(usage) where they do not go together. Reads the plan's file.
  void read();
};

}  // namespace zdm::cli
