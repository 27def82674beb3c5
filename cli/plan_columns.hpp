#pragma once

#include <string>

#include "plan/plan.hpp"

namespace zdm::cli {

// Which column of the table is which of either version's while both are live, of each table that
// changes. Columns with one name everywhere are counted. Empty where no table changes. Pure.
std::string columns_as_text(const Plan& plan);
std::string columns_as_markdown(const Plan& plan);

}  // namespace zdm::cli
