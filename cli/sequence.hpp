#pragma once

#include "forecast.hpp"
#include "planner/planner.hpp"

namespace zdm::cli {

// The tables that the next of several files will meet, once those before it are complete.
struct Position {
  Catalog catalog;
  Situation situation;
  bool is_known = true;  // false behind raw SQL: nobody knows what it does before it has run
};

// Nothing of the file could be read: planning it would only add noise.
bool is_unreadable(const ReadFile& file);

// Plans the file where it stands, and moves the position behind it.
Forecast advance(const ReadFile& file, const Facts& facts, Position& position);

// All files one after the other, without a database, beginning with no tables: what only a server
// can judge stays open. Tables that raw SQL before may have made are no errors where they lack.
Forecasts forecast_from_nothing(const std::vector<ReadFile>& files, const Identifier& schema,
                                const Situation& situation);

}  // namespace zdm::cli
