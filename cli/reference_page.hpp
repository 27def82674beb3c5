#pragma once

#include <string>
#include <vector>

#include "explanation.hpp"

namespace zdm::cli {

// All operations as one page in Markdown: docs/operations.md.
std::string reference_page(const std::vector<Explanation>& explanations);

}  // namespace zdm::cli
