// A validated CHECK that the bounds follow from spares PostgreSQL the reading; whether they do,
// only the server can tell.
#include <fmt/format.h>

#include <algorithm>

#include "lint/rules.hpp"

namespace zdm::lint::rules {
namespace {

bool has_validated_check(const Subject& subject, const TableName& table) {
  const auto made = subject.before.constraints_made(table);
  return std::any_of(made.begin(), made.end(), [](const History::Constraint* constraint) {
    return constraint->validated && constraint->node.text("contype") == "CONSTR_CHECK";
  });
}

}  // namespace

void attach_unchecked(const Subject& subject, Report& report) {
  for (const TableChange& change : table_changes(subject.node)) {
    const TableName partition = change.definition.table("name");
    if (change.action != "AT_AttachPartition" || !subject.in_use(partition)) continue;
    if (!has_validated_check(subject, partition))
      report.add(
          fmt::format("all of {} is read, while nobody can read or write it, unless a validated "
                      "CHECK says what the bounds say",
                      partition.quoted()));
  }
}

}  // namespace zdm::lint::rules
