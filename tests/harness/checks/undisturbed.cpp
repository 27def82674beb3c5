#include "harness/checks/check.hpp"
#include "harness/crash/commands.hpp"
#include "oracle/describe.hpp"

namespace zdm::harness {
namespace {

Course::Run recorded(Rehearsal& rehearsal, const Command& command) {
  std::vector<KillPoint> points = points_of(rehearsal, command);
  return {.points = std::move(points), .after = rehearsal.dump()};
}

// Tells some things that a dump does not.
std::string description(Rehearsal& rehearsal) {
  return oracle::describe(rehearsal.superuser(), rehearsal.scenario().schema);
}

// All is as before, the rows included, unless the case says why not.
void expect_no_trace(Rehearsal& rehearsal, const Course& course) {
  const bool same_rows = rehearsal.scenario().rows_change.empty();
  const auto text = [&](const Dump& dump) {
    return same_rows ? dump.text() : dump.definitions().text();
  };
  rehearsal.expect_equal("the database after start and rollback", text(course.before),
                         text(course.rollback->after));
  rehearsal.expect_equal("leftovers of rollback", "",
                         leftovers(rehearsal, rehearsal.old_version_schema()));
}

}  // namespace

// Nobody writes anything and nothing goes wrong: start, rollback, start, complete.
void nothing_disturbs_it(Rehearsal& rehearsal) {
  Course& course = rehearsal.notes().course;
  course.old_clients = old_clients(rehearsal);  // may draw from sequences
  course.before = rehearsal.dump();
  const std::string described = description(rehearsal);
  course.start = recorded(rehearsal, start_command(rehearsal));
  if (!rehearsal.scenario().start.allow_irreversible) {
    course.rollback = recorded(rehearsal, rollback_command());
    rehearsal.expect_equal("the definitions after start and rollback", described,
                           description(rehearsal));
    expect_no_trace(rehearsal, course);
    rehearsal.start();
    course.values_differ =
        rehearsal.dump().without_positions() != course.start->after.without_positions();
  }
  course.new_clients = new_clients(rehearsal);
  course.complete = recorded(rehearsal, complete_command());
}

}  // namespace zdm::harness
