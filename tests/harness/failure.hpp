#pragma once

#include <string>
#include <vector>

namespace zdm::harness {

// Something that is not as a case says, or not as every case has to be.
struct Failure {
  std::string check;  // "complete"
  std::string file;
  int line = 0;
  std::string what;    // one line
  std::string detail;  // a diff, or what the server said; may be empty
};

using Failures = std::vector<Failure>;

// "file:line: [check] what", and the detail below it.
std::string to_text(const Failure& failure);

}  // namespace zdm::harness
