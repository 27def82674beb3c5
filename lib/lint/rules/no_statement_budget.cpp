#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void no_statement_budget(const Subject& subject, Report& report) {
  if (subject.before.has_statement_timeout()) return;
  for (const Locking& locking : subject.lockings_in_use())
    if (locking.cost != Cost::brief && locking.cost != Cost::writes_rows)
      report.add(fmt::format("may work on {} for as long as it takes", locking.table.quoted()));
}

}  // namespace zdm::lint::rules
