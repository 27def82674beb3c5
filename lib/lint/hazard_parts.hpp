#pragma once

#include "lint/hazard.hpp"

// The rows of the table of hazards, by what they are about; hazards.cpp puts them together.
namespace zdm::lint {

std::vector<Hazard> column_hazards();
std::vector<Hazard> constraint_hazards();
std::vector<Hazard> index_hazards();
std::vector<Hazard> object_hazards();
std::vector<Hazard> partition_hazards();
std::vector<Hazard> running_hazards();
std::vector<Hazard> history_hazards();
std::vector<Hazard> style_hazards();

}  // namespace zdm::lint
