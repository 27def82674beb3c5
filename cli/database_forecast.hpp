#pragma once

#include "console.hpp"
#include "forecast.hpp"
#include "globals.hpp"
#include "planner/planner.hpp"

namespace zdm::cli {

// What about files that are active or complete on the database already?
enum class AppliedFiles {
  refused,    // Error(wrong_state) names the command that is right
  only_read,  // no more than that is said about them
};

// Each file as it would run on the database once those before it are complete. Throws Error, unless
// there are mistakes in the files to show: then that is a note behind them.
Forecasts forecast(const std::vector<ReadFile>& files, const Globals& globals, Console& console,
                   AppliedFiles applied = AppliedFiles::refused);

Situation situation(const Globals& globals, std::optional<Identifier> live_version_schema);

}  // namespace zdm::cli
