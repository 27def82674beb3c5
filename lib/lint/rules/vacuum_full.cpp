#include <algorithm>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void vacuum_full(const Subject& subject, Report& report) {
  const std::vector<SyntaxNode> options = subject.node.list("options");
  const bool is_full = std::any_of(options.begin(), options.end(), [](const SyntaxNode& option) {
    return option.text("defname") == "full";
  });
  if (subject.node.is("ClusterStmt") || (subject.node.is("VacuumStmt") && is_full))
    report.add("nobody can read or write the table while it is rewritten");
}

}  // namespace zdm::lint::rules
