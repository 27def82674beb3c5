#include "harness/checks/check.hpp"
#include "harness/findings.hpp"

namespace zdm::harness {
// plan and start say what is wrong, and nothing at all has changed.
void refusal_changes_nothing(Rehearsal& rehearsal) {
  const Dump before = rehearsal.dump();
  const ParsedMigration read = rehearsal.migration();
  const Findings found = rehearsal.findings();
  rehearsal.expect_section(*rehearsal.scenario().findings, to_text(found));
  if (!has_errors(found)) rehearsal.fail("no finding is an error");
  if (!has_errors(read.findings))
    rehearsal.expect_equal("start's findings", to_text(found),
                           to_text(rehearsal.findings_of_start()));
  rehearsal.expect_equal("the database after it was refused", before.text(),
                         rehearsal.dump().text());
}

}  // namespace zdm::harness
