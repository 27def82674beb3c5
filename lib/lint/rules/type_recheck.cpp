// PostgreSQL checks a constraint again on each row, even if no value changes.
#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void type_recheck(const Subject& subject, Report& report) {
  for (const TableChange& change : subject.changes("AT_AlterColumnType"))
    for (const History::Constraint* constraint : subject.before.constraints_made(change.table))
      if (reads_column(constraint->node.at("raw_expr"), change.name))
        report.add(change.definition,
                   fmt::format("all of {} is read to check \"{}\" again, which is about \"{}\"",
                               change.table.quoted(), constraint->name, change.name));
}

}  // namespace zdm::lint::rules
