#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void drop_column(const Subject& subject, Report& report) {
  for (const TableChange& change : subject.changes("AT_DropColumn"))
    if (!subject.before.has_added(change.table, change.name))
      report.add(fmt::format("clients that know \"{}\" of {} fail, and its data is gone",
                             change.name, change.table.quoted()));
}

}  // namespace zdm::lint::rules
