// A rollback that was interrupted runs it again; after a start that failed, nothing may be there.
#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void not_idempotent(const Subject& subject, Report& report) {
  if (subject.origin != Origin::down) return;
  if (subject.node.is("DropStmt") && !subject.node.flag("missing_ok"))
    report.add("fails if it is not there, and then rollback cannot go on");
  for (const TableChange& change : table_changes(subject.node))
    if (change.action.starts_with("AT_Drop") && !change.name.empty() &&
        change.action != "AT_DropNotNull" && !change.command.flag("missing_ok"))
      report.add(
          fmt::format("fails if \"{}\" is not there, and then rollback cannot go on", change.name));
}

}  // namespace zdm::lint::rules
