#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void truncate(const Subject& subject, Report& report) {
  if (!subject.node.is("TruncateStmt")) return;
  for (const SyntaxNode& relation : subject.node.list("relations"))
    if (subject.in_use(relation.table()))
      report.add(relation,
                 fmt::format("all rows of {} are gone, and nobody can read or write it until the "
                             "transaction ends",
                             relation.table().quoted()));
}

}  // namespace zdm::lint::rules
