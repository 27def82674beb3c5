#include <algorithm>

#include "core/error.hpp"
#include "core/name.hpp"
#include "harness/checks/check.hpp"
#include "migration/migration_text.hpp"
#include "oracle/describe.hpp"

namespace zdm::harness {
namespace {

bool has(const Inverted& inverted, std::string_view code) {
  return std::any_of(inverted.findings.begin(), inverted.findings.end(),
                     [&](const Finding& finding) { return finding.code == code; });
}

// The inverse as a file, read again.
Migration read(Rehearsal& rehearsal, const Inverted& inverted, const std::string& file) {
  const std::string text = json_file_text(inverted.migration);
  const ParsedMigration parsed = parse_migration(file, text);
  for (const Finding& finding : parsed.findings)
    rehearsal.fail("the inverse has a mistake", to_text(finding) + "\n" + text);
  return parsed.migration;
}

// False where it is the rows that do not allow it.
bool run(Rehearsal& rehearsal, const Migration& migration) {
  try {
    const Findings findings = rehearsal.start(migration);
    for (const Finding& finding : findings)
      if (finding.severity == Severity::error)
        rehearsal.fail("the inverse is refused", to_text(finding) + "\n" + migration.source);
    if (has_errors(findings)) return false;
  } catch (const Error&) {
    if (has_errors(rehearsal.check_data(migration))) return false;
    throw;
  }
  rehearsal.complete();
  return true;
}

std::string definitions(Rehearsal& rehearsal) {
  return oracle::describe(rehearsal.superuser(), rehearsal.scenario().schema);
}

// That takes as long again, and is done for a quarter of the cases, whichever server it is.
bool goes_forth_again(const Rehearsal& rehearsal) {
  return stable_hash(rehearsal.scenario().file.path) / 4 % 4 == 0;
}

}  // namespace

// Started, completed, and its inverse as well: the definitions are as before, as far as the inverse
// itself does not say what it lacks. The inverse of the inverse makes them as they were after
// complete. Not where there is none, where it is the rows that do not allow it, or where the case
// says why it differs.
void inverse_takes_it_back(Rehearsal& rehearsal) {
  if (!rehearsal.scenario().inverse_differs.empty()) return;
  const Inverted inverse = rehearsal.inverse(rehearsal.migration().migration);
  if (has_errors(inverse.findings)) return;
  const std::string before = definitions(rehearsal);
  rehearsal.start();
  rehearsal.complete();
  const std::string after = definitions(rehearsal);
  const Migration back = read(rehearsal, inverse, "98_back.json");
  Inverted again;
  if (goes_forth_again(rehearsal)) again = rehearsal.inverse(back);
  if (!run(rehearsal, back)) return;
  if (!has(inverse, "inverse-lacks"))
    rehearsal.expect_equal("the definitions after " + back.source, before, definitions(rehearsal));
  if (again.migration.is_null() || has_errors(again.findings) || has(again, "inverse-lacks"))
    return;
  const Migration forth = read(rehearsal, again, "99_forth.json");
  if (run(rehearsal, forth))
    rehearsal.expect_equal("the definitions after " + forth.source, after, definitions(rehearsal));
}

}  // namespace zdm::harness
