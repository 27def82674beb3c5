#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void cascade(const Subject& subject, Report& report) {
  const bool drops = subject.node.is("DropStmt") || subject.node.is("TruncateStmt") ||
                     subject.node.is("DropOwnedStmt");
  if (drops && subject.node.text("behavior") == "DROP_CASCADE")
    report.add("CASCADE takes along what nobody has named, and locks it");
  for (const TableChange& change : table_changes(subject.node))
    if (change.command.text("behavior") == "DROP_CASCADE" && subject.in_use(change.table))
      report.add(fmt::format(
          "CASCADE takes along all that depends on \"{}\", which nobody has named", change.name));
}

}  // namespace zdm::lint::rules
