#include <fmt/format.h>

#include <algorithm>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void trigger_plumbing(const Subject& subject, Report& report) {
  const bool is_trigger = subject.node.is("CreateTrigStmt") || subject.drops("OBJECT_TRIGGER");
  const std::vector<TableChange> changes = table_changes(subject.node);
  const bool switches = std::any_of(changes.begin(), changes.end(), [](const TableChange& change) {
    return change.action.find("Trig") != std::string::npos;
  });
  if (!is_trigger && !switches) return;
  for (const Locking& locking : subject.lockings_in_use())
    report.add(
        fmt::format("nobody can {} {} until the transaction ends; and all clients' writes change "
                    "with it at once",
                    locking.lock == LockMode::access_exclusive ? "read or write" : "write to",
                    locking.table.quoted()));
}

}  // namespace zdm::lint::rules
