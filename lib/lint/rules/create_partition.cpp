#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void create_partition(const Subject& subject, Report& report) {
  if (!subject.node.is("CreateStmt") || !subject.node.has("partbound")) return;
  for (const SyntaxNode& parent : subject.node.list("inhRelations"))
    if (subject.in_use(parent.table()))
      report.add(fmt::format(
          "nobody can read or write {} while it gets the partition, nor while that waits "
          "for others",
          parent.table().quoted()));
}

}  // namespace zdm::lint::rules
