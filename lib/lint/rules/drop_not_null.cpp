#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void drop_not_null(const Subject& subject, Report& report) {
  for (const TableChange& change : subject.changes("AT_DropNotNull"))
    report.add(fmt::format(
        "\"{}\" of {} may be NULL from now on, which clients that read it do not expect",
        change.name, change.table.quoted()));
}

}  // namespace zdm::lint::rules
