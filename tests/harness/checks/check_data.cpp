#include <algorithm>
#include <iterator>
#include <string_view>

#include "harness/checks/check.hpp"
#include "harness/findings.hpp"

namespace zdm::harness {
namespace {

bool tried_something(const Findings& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [](const Finding& finding) { return finding.code == "data-checked"; });
}

// Left out for one of the reasons that there are, and not because a query of zdm's has failed.
bool is_left_out_for_a_reason(const Finding& finding) {
  constexpr std::string_view kReasons[] = {"whose values are made by the server",
                                           "to a column that the migration derives",
                                           "writes to the database"};
  return std::any_of(std::begin(kReasons), std::end(kReasons), [&](std::string_view reason) {
    return finding.message.find(reason) != std::string::npos;
  });
}

Findings check_data(Rehearsal& rehearsal) {
  Findings findings = rehearsal.check_data();
  for (const Finding& finding : findings)
    if (finding.code == "data-not-checked" && !is_left_out_for_a_reason(finding))
      rehearsal.fail("--check-data cannot try something", finding.message);
  return findings;
}

}  // namespace

// Nothing is held against rows with which start comes to its end.
void rows_are_found_good(Rehearsal& rehearsal) {
  const Findings findings = check_data(rehearsal);
  if (has_errors(findings))
    rehearsal.fail("--check-data finds errors where there are none", to_text(findings));
}

// Rows for which start fails are found beforehand: not where it fails for another reason.
void failing_rows_are_found(Rehearsal& rehearsal) {
  const Findings findings = check_data(rehearsal);
  if (tried_something(findings) && !has_errors(findings))
    rehearsal.fail("--check-data does not find why start fails", to_text(findings));
}

}  // namespace zdm::harness
