#include "harness/findings.hpp"

#include <algorithm>
#include <iterator>

#include "core/error.hpp"

namespace zdm::harness {

std::string to_text(const Findings& findings) {
  std::string text;
  for (const Finding& finding : findings) text += zdm::to_text(finding) + "\n";
  return text;
}

void refuse_errors(const Findings& findings) {
  Findings errors;
  std::copy_if(findings.begin(), findings.end(), std::back_inserter(errors),
               [](const Finding& finding) { return finding.severity == Severity::error; });
  if (!errors.empty())
    throw Error(ErrorKind::findings, "the migration has errors:\n" + to_text(errors));
}

}  // namespace zdm::harness
