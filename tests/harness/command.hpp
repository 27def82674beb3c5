#pragma once

#include <string>
#include <vector>

namespace zdm::harness {

struct CommandOutcome {
  int status = 0;
  std::string output;  // what it wrote to stdout and stderr
};

// Runs a program to its end, without a shell. Throws Error if it cannot be run.
CommandOutcome run_command(std::vector<std::string> argv);

}  // namespace zdm::harness
