#pragma once

#include <string>
#include <vector>

#include "command.hpp"

namespace zdm::cli {

// "zdm --help": all commands and the global options.
std::string general_help(const std::vector<Option>& globals, const Commands& commands);

// "zdm start --help".
std::string command_help(Command& command);

}  // namespace zdm::cli
