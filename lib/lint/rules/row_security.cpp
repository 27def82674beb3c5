#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void row_security(const Subject& subject, Report& report) {
  for (const std::string_view action : {"AT_EnableRowSecurity", "AT_DisableRowSecurity",
                                        "AT_ForceRowSecurity", "AT_NoForceRowSecurity"})
    for (const TableChange& change : subject.changes(action))
      report.add(
          fmt::format("who sees which rows of {} changes at once, for clients of all versions",
                      change.table.quoted()));
  const bool is_policy = subject.node.is("CreatePolicyStmt") ||
                         subject.node.is("AlterPolicyStmt") || subject.drops("OBJECT_POLICY");
  if (is_policy)
    for (const Locking& locking : subject.lockings_in_use())
      report.add(
          fmt::format("who sees which rows of {} changes at once, for clients of all versions",
                      locking.table.quoted()));
}

}  // namespace zdm::lint::rules
