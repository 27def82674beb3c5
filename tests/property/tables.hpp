#pragma once

#include "property/model.hpp"
#include "property/names.hpp"

namespace zdm::property {

// Random tables, and the SQL that makes them, a statement each.
struct MadeTables {
  Model model;
  std::vector<std::string> definitions;
  std::vector<std::string> rows;
};

// What every test's tables may use.
std::vector<std::string> common_definitions();

MadeTables make_tables(Random& random, Names& names);

}  // namespace zdm::property
