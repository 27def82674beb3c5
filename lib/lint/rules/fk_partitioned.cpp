// On tables that the script has just made, too: the command itself is refused.
#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void fk_partitioned(const Subject& subject, Report& report) {
  for (const TableChange& change : table_changes(subject.node))
    if (change.adds_constraint("CONSTR_FOREIGN") && change.definition.flag("skip_validation") &&
        subject.before.is_partitioned(change.table))
      report.add(
          change.definition,
          fmt::format("{} is partitioned, and before PostgreSQL 18 takes no foreign key NOT VALID",
                      change.table.quoted()));
}

}  // namespace zdm::lint::rules
