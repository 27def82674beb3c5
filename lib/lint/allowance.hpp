#pragma once

#include <string>
#include <vector>

namespace zdm::lint {

// A comment that silences findings: -- zdm: allow CODE, CODE because REASON
//
// It is about the statement that it stands in or before; behind a semicolon, on its line, about the
// statement that ends there.
struct Allowance {
  std::size_t offset = 0;  // of the comment in the script, in bytes
  std::vector<std::string> codes;
  std::string reason;   // may be empty, which is a mistake
  std::string problem;  // what is wrong with the comment's form; empty if nothing is
};

// All in a script, in its order. None where the text cannot be scanned.
std::vector<Allowance> allowances(const std::string& text);

}  // namespace zdm::lint
