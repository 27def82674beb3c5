#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "property/model.hpp"
#include "property/names.hpp"

namespace zdm::property {

// One operation, and what is not to be read off it: which columns its `down` reads, by their names
// in the row after it.
struct Step {
  nlohmann::json operation;
  std::vector<std::string> down_reads;
};

struct MadeMigration {
  Model after;
  std::vector<Step> steps;
};

// One to six operations that make sense over the tables.
MadeMigration make_migration(const Model& before, Random& random, Names& names);

}  // namespace zdm::property
