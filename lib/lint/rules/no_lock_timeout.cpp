// Once in a script: the first is the one to mend.
#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void no_lock_timeout(const Subject& subject, Report& report) {
  if (subject.before.has_lock_timeout() || subject.before.has_queued_without_timeout()) return;
  for (const Locking& locking : subject.lockings_in_use())
    if (locking.lock >= LockMode::share) {
      report.add(
          fmt::format("queues for a lock on {} for as long as it takes, and all others behind it",
                      locking.table.quoted()));
      return;
    }
}

}  // namespace zdm::lint::rules
