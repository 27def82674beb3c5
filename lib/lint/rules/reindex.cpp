#include <algorithm>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void reindex(const Subject& subject, Report& report) {
  if (!subject.node.is("ReindexStmt")) return;
  const std::vector<SyntaxNode> options = subject.node.list("params");
  const bool concurrently = std::any_of(
      options.begin(), options.end(),
      [](const SyntaxNode& option) { return option.text("defname") == "concurrently"; });
  if (!concurrently) report.add("nobody can write to the table while its indexes are built anew");
}

}  // namespace zdm::lint::rules
