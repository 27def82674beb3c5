#pragma once

#include <string>
#include <vector>

#include "console.hpp"

namespace zdm::cli {

// The whole program behind main(): returns the exit code. Throws Error.
int run_application(const std::vector<std::string>& arguments, Console& console);

}  // namespace zdm::cli
