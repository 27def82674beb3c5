// The lock of the ADD is held to the end of the transaction, and so for as long as the rows are
// read.
#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {
namespace {

bool is_added_here(const Subject& subject, const std::string& name) {
  for (const ConstraintDefinition& constraint : added_constraints(subject.node))
    if (constraint.name() == name) return true;
  return false;
}

}  // namespace

void validate_same_transaction(const Subject& subject, Report& report) {
  for (const TableChange& change : subject.changes("AT_ValidateConstraint")) {
    const History::Constraint* made = subject.before.constraint_made(change.table, change.name);
    const bool is_earlier = made != nullptr && subject.before.in_transaction() &&
                            made->transaction == subject.before.transaction();
    if (is_earlier || is_added_here(subject, change.name))
      report.add(
          fmt::format("\"{}\" is validated in the transaction that has added it, whose lock on {} "
                      "is held all the while",
                      change.name, change.table.quoted()));
  }
}

}  // namespace zdm::lint::rules
