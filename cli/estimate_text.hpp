#pragma once

#include <string>

#include "plan/estimate.hpp"

namespace zdm::cli {

// "about 1,000,000 rows, 58 MB, 40 s"
std::string to_text(const Estimate& estimate);

// "start: about 40 s; complete: brief". Empty where nothing takes long.
std::string estimate_totals(const Plan& plan, const Extents& extents);

// How long start and complete may take, and how that is known. Empty where nothing takes long.
std::string estimates_as_text(const Plan& plan, const Extents& extents);
std::string estimates_as_markdown(const Plan& plan, const Extents& extents);

}  // namespace zdm::cli
