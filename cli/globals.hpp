#pragma once

#include <optional>
#include <string>
#include <vector>

#include "connection.hpp"
#include "console.hpp"
#include "option.hpp"
#include "run/lifecycle.hpp"

namespace zdm::cli {

// The options that every command takes, with their defaults.
struct Globals {
  std::string postgres_url;
  std::optional<Identifier> role;
  run::Options run;  // schema, state schema, lock patience, search path; not yet where to connect
  bool verbose = false;
  bool quiet = false;
};

std::vector<Option> global_options(Globals& globals);

// Throws Error(usage) where options do not go together.
void check(const Globals& globals);

Verbosity verbosity(const Globals& globals);

// With the target filled in.
run::Options run_options(const Globals& globals, const Environment& environment);

}  // namespace zdm::cli
