#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void set_not_null(const Subject& subject, Report& report) {
  for (const TableChange& change : subject.changes("AT_SetNotNull"))
    if (!subject.before.proves_not_null(change.table, change.name))
      report.add(
          fmt::format("all of {} is read to see whether \"{}\" is NULL anywhere, unless a "
                      "validated CHECK proves it is not",
                      change.table.quoted(), change.name));
}

}  // namespace zdm::lint::rules
