#include "core/error.hpp"
#include "harness/checks/check.hpp"

namespace zdm::harness {
namespace {

std::string message_of_start(Rehearsal& rehearsal) {
  try {
    rehearsal.start();
  } catch (const Error& error) {
    return std::string(error.what()) + "\n" + (error.hint().empty() ? "" : error.hint() + "\n");
  }
  rehearsal.fail("start has not failed");
  return {};
}

}  // namespace

void failed_start_takes_all_back(Rehearsal& rehearsal) {
  const Dump before = rehearsal.dump();
  rehearsal.act(Moment::before_start);
  rehearsal.expect_section(*rehearsal.scenario().start_fails, message_of_start(rehearsal));
  rehearsal.expect_equal("the database after start has failed", before.text(),
                         rehearsal.dump().text());
  rehearsal.act(Moment::after_rollback);
}

}  // namespace zdm::harness
