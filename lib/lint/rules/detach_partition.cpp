#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void detach_partition(const Subject& subject, Report& report) {
  for (const TableChange& change : subject.changes("AT_DetachPartition"))
    if (!change.definition.flag("concurrent"))
      report.add(fmt::format(
          "nobody can read or write {} while it loses {}, nor while that waits for others",
          change.table.quoted(), change.definition.table("name").quoted()));
}

}  // namespace zdm::lint::rules
