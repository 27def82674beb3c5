#pragma once

#include <string>
#include <vector>

#include "command.hpp"

namespace zdm::cli {

// What the user asks for.
struct Request {
  enum class Kind { run, help, version } kind = Kind::run;
  Command* command = nullptr;  // none only for help and version
};

// Reads the arguments (without the program's name) into what the options are bound to. Throws
// Error(usage), with the nearest option or command where one is misspelt.
Request parse_arguments(const std::vector<std::string>& arguments,
                        const std::vector<Option>& globals, const Commands& commands);

}  // namespace zdm::cli
