#pragma once

#include "console.hpp"
#include "core/finding.hpp"

namespace zdm::cli {

// One line each, all at once, by place. Those that are no errors are left out if quiet.
void report(const Findings& findings, Console& console);

// In the order in which people read files, notes behind all others; each once.
Findings sorted(Findings findings);

}  // namespace zdm::cli
