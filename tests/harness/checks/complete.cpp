#include "harness/checks/check.hpp"

namespace zdm::harness {
namespace {

std::set<std::string> version_schemas(const Rehearsal& rehearsal) {
  std::set<std::string> names{rehearsal.new_version_schema().str()};
  if (const auto old_version = rehearsal.old_version_schema()) names.insert(old_version->str());
  return names;
}

void expect_tables_after(Rehearsal& rehearsal, const Dump& before) {
  if (!rehearsal.scenario().tells) return;
  const auto section = rehearsal.scenario().tables_after;
  if (!section)
    return rehearsal.fail("there is no section == tables after complete; --update writes it");
  const auto versions = version_schemas(rehearsal);
  rehearsal.expect_section(*section, changes(before.without(versions).definitions(),
                                             rehearsal.dump().without(versions).definitions()));
}

// zdm is ready for the next migration.
void expect_clean_next_plan(Rehearsal& rehearsal) {
  const auto next = parse_migration("99_next.json", R"({"operations": []})");
  for (const Finding& finding : rehearsal.plan(next.migration).findings)
    rehearsal.fail("the next plan has a finding", to_text(finding));
}

}  // namespace

// Started again after a rollback, acted by both clients, completed.
void complete_leaves_the_new_version(Rehearsal& rehearsal) {
  const Dump& before = rehearsal.untouched();
  rehearsal.act(Moment::before_start);
  rehearsal.start();
  if (!rehearsal.scenario().start.allow_irreversible) {
    rehearsal.rollback();
    rehearsal.start();
  }
  rehearsal.act(Moment::after_start);
  rehearsal.complete();
  rehearsal.act(Moment::after_complete);
  expect_tables_after(rehearsal, before);
  rehearsal.expect_equal("leftovers of complete", "",
                         leftovers(rehearsal, rehearsal.new_version_schema()));
  if (rehearsal.complete_again()) rehearsal.fail("complete once more has found something to do");
  expect_clean_next_plan(rehearsal);
}

}  // namespace zdm::harness
