#pragma once

#include <vector>

#include "plan/step.hpp"

namespace zdm::planner {

// The steps, each under an id of its own, by which the journal knows it. The ids are made of the
// names of tables and constraints, and may come out equal: a table that takes the name of one that
// is renamed; "a.b" with "c", and "a" with "b.c".
std::vector<Step> with_ids_of_their_own(std::vector<Step> steps);

}  // namespace zdm::planner
