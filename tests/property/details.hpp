#pragma once

#include "property/tables.hpp"

namespace zdm::property {

// Indexes, comments, privileges and whatever else may hang on tables that are made.
void add_details(MadeTables& made, Random& random, Names& names);

}  // namespace zdm::property
