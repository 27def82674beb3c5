#pragma once

#include <string>

#include "core/finding.hpp"

namespace zdm::harness {

// A line each.
std::string to_text(const Findings& findings);

// Throws Error(findings) if there are errors, and names them all.
void refuse_errors(const Findings& findings);

}  // namespace zdm::harness
