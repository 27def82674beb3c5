#include "harness/checks/check.hpp"

namespace zdm::harness {

// Both clients have written: the definitions are as before, and the rows as the case says.
void rollback_keeps_what_clients_wrote(Rehearsal& rehearsal) {
  const Dump& before = rehearsal.untouched();
  rehearsal.act(Moment::before_start);
  rehearsal.start();
  rehearsal.act(Moment::after_start);
  rehearsal.rollback();
  if (rehearsal.scenario().definitions_change.empty())
    rehearsal.expect_equal("the definitions after start, clients and rollback",
                           before.definitions().text(), rehearsal.dump().definitions().text());
  rehearsal.act(Moment::after_rollback);
}

}  // namespace zdm::harness
