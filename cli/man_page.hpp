#pragma once

#include <string>
#include <vector>

#include "command.hpp"

namespace zdm::cli {

// Pages of section 1, for man(1): zdm(1), and one for a command, zdm-start(1). They say what --help
// says.
std::string man_page(const std::vector<Option>& globals, const Commands& commands);
std::string man_page(Command& command);

}  // namespace zdm::cli
