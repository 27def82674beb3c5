#include <fmt/format.h>

#include <algorithm>

#include "lint/rules.hpp"

namespace zdm::lint::rules {
namespace {

// INSERT … VALUES is over at once.
bool is_work(const Subject& subject) {
  if (!subject.node.at("selectStmt").list("valuesLists").empty()) return false;
  const std::vector<Locking> lockings = subject.lockings_in_use();
  return std::any_of(lockings.begin(), lockings.end(),
                     [](const Locking& locking) { return locking.cost != Cost::brief; });
}

}  // namespace

void work_after_strong_lock(const Subject& subject, Report& report) {
  const auto& lock = subject.before.strong_lock();
  if (!lock || !is_work(subject)) return;
  report.add(fmt::format(
      "{} has been locked in this transaction, so that nobody can read or write it while "
      "this works",
      lock->table.quoted()));
}

}  // namespace zdm::lint::rules
