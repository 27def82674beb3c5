#pragma once

#include <string>

namespace zdm::cli {

// The table of hazards as a page in Markdown: docs/hazards.md.
std::string hazard_page();

}  // namespace zdm::cli
