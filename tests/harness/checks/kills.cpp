#include <fmt/format.h>

#include <algorithm>

#include "harness/checks/check.hpp"
#include "harness/crash/assault.hpp"
#include "harness/crash/run_watcher.hpp"

namespace zdm::harness {
namespace {

// How many of each case, where not all are asked for.
constexpr std::size_t kStarts = 5;
constexpr std::size_t kCompletes = 3;
constexpr std::size_t kRollbacks = 2;
constexpr std::size_t kStartsTakenBack = 2;

bool asked_for_all(Rehearsal& rehearsal) { return rehearsal.notes().settings.kills == Kills::all; }

// Every one, also those that only a run after a kill comes to.
std::set<std::string> wanted(Rehearsal& rehearsal, const std::vector<KillPoint>& points,
                             std::size_t few) {
  if (asked_for_all(rehearsal)) return {};
  return names_of(chosen(rehearsal, points, few));
}

std::string text_of(const Dump& dump, bool with_values) {
  return with_values ? dump.without_positions().text() : dump.definitions().text();
}

void expect_same(Rehearsal& rehearsal, const std::string& what, const Dump& expected) {
  const bool with_values =
      !rehearsal.notes().course.values_differ && rehearsal.scenario().rows_change.empty();
  rehearsal.expect_equal(what, text_of(expected, with_values),
                         text_of(rehearsal.dump(), with_values));
}

void expect_as_before(Rehearsal& rehearsal, const std::string& what) {
  const bool same_rows = rehearsal.scenario().rows_change.empty();
  rehearsal.expect_equal(what, text_of(rehearsal.notes().course.before, same_rows),
                         text_of(rehearsal.dump(), same_rows));
}

// Kinds that change nothing: after them there is still a way back.
bool is_before_contract(const KillPoint& point) {
  return point.kind == "contract: proof" || point.kind == "before the first step";
}

}  // namespace

void kills_are_made_good_by_the_same_command(Rehearsal& rehearsal) {
  const Course& course = rehearsal.notes().course;
  if (!course.complete) return;  // told by another check
  Assault assault(rehearsal);
  if (!assault.kill_and_repeat("start", start_command(rehearsal),
                               wanted(rehearsal, course.start->points, kStarts), Live::both))
    return;
  expect_same(rehearsal, "the database after a start that was killed", course.start->after);
  if (!assault.kill_and_repeat("complete", complete_command(),
                               wanted(rehearsal, course.complete->points, kCompletes),
                               Live::new_version))
    return;
  expect_same(rehearsal, "the database after a complete that was killed", course.complete->after);
  rehearsal.expect_equal("leftovers of kills", "",
                         leftovers(rehearsal, rehearsal.new_version_schema()));
}

void kills_can_be_taken_back(Rehearsal& rehearsal) {
  const Course& course = rehearsal.notes().course;
  if (!course.complete || !course.rollback) return;
  Assault assault(rehearsal);
  bool kill_rollback = true;
  const auto take_back = [&](const std::string& what) {
    if (!assault.is_active()) return true;
    const bool well = kill_rollback ? assault.kill_and_repeat(
                                          "rollback", rollback_command(),
                                          wanted(rehearsal, course.rollback->points, kRollbacks),
                                          Live::old_version)
                                    : assault.run("rollback", rollback_command());
    kill_rollback = false;
    if (well) expect_as_before(rehearsal, "the database after rollback of a " + what);
    return well;
  };
  std::vector<KillPoint> starts = chosen(rehearsal, course.start->points, kStartsTakenBack);
  std::reverse(starts.begin(), starts.end());  // the rollback that is killed has much to do
  for (const KillPoint& point : starts) {
    assault.kill_once("start", start_command(rehearsal), point.name(), Live::both);
    if (!take_back("start that was killed at " + point.name())) return;
  }
  for (const KillPoint& point : chosen(rehearsal, course.complete->points, 1)) {
    if (!is_before_contract(point)) continue;
    if (!assault.run("start", start_command(rehearsal))) return;
    assault.kill_once("complete", complete_command(), point.name(), Live::both);
    if (!take_back("complete that was killed at " + point.name())) return;
  }
}

void kills_of_a_failing_start_can_be_taken_back(Rehearsal& rehearsal) {
  const Dump before = rehearsal.dump();
  rehearsal.notes().course.old_clients = old_clients(rehearsal);
  std::vector<KillPoint> points;
  Assault assault(rehearsal);
  const auto take_back = [&] {
    if (assault.is_active()) assault.run("rollback", rollback_command());
  };
  try {
    RunWatcher watcher([&points](const KillPoint& point, int) { points.push_back(point); });
    run::Options options = options_for_kills(rehearsal);
    options.target.observer = &watcher;
    run::Lifecycle lifecycle(options, watcher);
    start_command(rehearsal)(lifecycle);
  } catch (const Error&) {  // as the case says
  }
  take_back();
  for (const KillPoint& point : chosen(rehearsal, points, kStarts)) {
    assault.kill_once("start", start_command(rehearsal), point.name(), Live::old_version);
    take_back();
    rehearsal.expect_equal("the database after a failing start was killed at " + point.name(),
                           text_of(before, true), text_of(rehearsal.dump(), true));
  }
}

}  // namespace zdm::harness
