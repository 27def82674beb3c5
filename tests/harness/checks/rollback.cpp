#include "harness/checks/check.hpp"
#include "oracle/describe.hpp"

namespace zdm::harness {
namespace {

// Tells some things that a dump does not.
std::string description(const Rehearsal& rehearsal) {
  pg::Session session = rehearsal.session("postgres");
  return oracle::describe(session, rehearsal.scenario().schema);
}

}  // namespace

// Nobody has written anything: all is as before, the rows included, unless the case says why not.
void rollback_leaves_no_trace(Rehearsal& rehearsal) {
  const bool same_rows = rehearsal.scenario().rows_change.empty();
  const auto dump = [&] { return same_rows ? rehearsal.dump() : rehearsal.dump().definitions(); };
  const Dump before = dump();
  const std::string described = description(rehearsal);
  rehearsal.start();
  rehearsal.rollback();
  rehearsal.expect_equal("the definitions after start and rollback", described,
                         description(rehearsal));
  rehearsal.expect_equal("the database after start and rollback", before.text(), dump().text());
  rehearsal.expect_equal("leftovers of rollback", "",
                         leftovers(rehearsal, rehearsal.old_version_schema()));
}

// Both clients have written: the definitions are as before, and the rows as the case says.
void rollback_keeps_what_clients_wrote(Rehearsal& rehearsal) {
  const Dump before = rehearsal.dump();
  rehearsal.act(Moment::before_start);
  rehearsal.start();
  rehearsal.act(Moment::after_start);
  rehearsal.rollback();
  rehearsal.expect_equal("the definitions after start, clients and rollback",
                         before.definitions().text(), rehearsal.dump().definitions().text());
  rehearsal.act(Moment::after_rollback);
}

}  // namespace zdm::harness
