#include "harness/crash/assault.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "core/name.hpp"
#include "harness/silent_progress.hpp"

namespace zdm::harness {
namespace {

using namespace std::chrono_literals;

constexpr int kMostKills = 1000;  // of one command: it does not come to its end

bool waits(pg::Session& session, int backend) {
  return !session
              .query("SELECT FROM pg_locks WHERE NOT granted AND pid = $1",
                     {std::to_string(backend)})
              .empty();
}

bool is_there(pg::Session& session, int backend) {
  return !session.query("SELECT FROM pg_stat_activity WHERE pid = $1", {std::to_string(backend)})
              .empty();
}

template <typename Condition>
void wait_until(const Condition& condition) {
  const auto deadline = std::chrono::steady_clock::now() + 3s;
  while (!condition() && std::chrono::steady_clock::now() < deadline)
    std::this_thread::sleep_for(5ms);
}

// CONCURRENTLY waits for those who may write to the table.
constexpr std::string_view kLockAll = R"(
DO $$
DECLARE its_table regclass;
BEGIN
  FOR its_table IN SELECT c.oid FROM pg_class c WHERE relkind IN ('r', 'p')
    AND relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
  LOOP
    EXECUTE format('LOCK TABLE %s IN ROW EXCLUSIVE MODE', its_table);
  END LOOP;
END $$)";

}  // namespace

bool Assault::kill_and_repeat(const std::string& name, const Command& command,
                              const std::set<std::string>& wanted, Live live) {
  const std::size_t failures = rehearsal_.notes().failures.size();
  std::set<std::string> seen;
  last_.clear();
  for (int kills = 0; kills < kMostKills; ++kills) {
    Victim victim(options_for_kills(rehearsal_), command, [&](const KillPoint& point) {
      return (wanted.empty() || wanted.contains(point.name())) && !seen.contains(point.name());
    });
    const auto stop = victim.wait();
    if (!stop && take_back_what_cannot_be_repeated(victim)) continue;
    if (!stop) return was_done_already(victim) || !went_wrong(name, victim);
    kill(victim, *stop);
    seen.insert(stop->point.name());
    last_ = fmt::format(", after {} was killed at: {}", name, stop->point.name());
    look_at_clients(live);
    if (rehearsal_.notes().failures.size() > failures) return false;
  }
  rehearsal_.fail(name + " does not come to its end" + last_);
  return false;
}

bool Assault::kill_once(const std::string& name, const Command& command, const std::string& place,
                        Live live) {
  last_.clear();
  Victim victim(options_for_kills(rehearsal_), command,
                [&](const KillPoint& point) { return point.name() == place; });
  const auto stop = victim.wait();
  if (!stop) return false;
  kill(victim, *stop);
  last_ = fmt::format(", after {} was killed at: {}", name, place);
  look_at_clients(live);
  return true;
}

bool Assault::run(const std::string& name, const Command& command) {
  Victim victim(options_for_kills(rehearsal_), command, [](const KillPoint&) { return false; });
  victim.wait();
  return !went_wrong(name, victim);
}

bool Assault::went_wrong(const std::string& name, const Victim& victim) {
  if (victim.error().empty()) return false;
  rehearsal_.fail(name + " fails" + last_, victim.error());
  return true;
}

// SQL outside of a transaction, of which nobody knows how far it came: zdm does not repeat it.
bool Assault::take_back_what_cannot_be_repeated(const Victim& victim) {
  return victim.error().find("cannot know how far it came") != std::string::npos &&
         !rehearsal_.scenario().start.allow_irreversible && run("rollback", rollback_command());
}

// Killed when nothing was left to do but to say so.
bool Assault::was_done_already(const Victim& victim) const {
  const auto says = [&](const char* text) {
    return victim.error().find(text) != std::string::npos;
  };
  return !last_.empty() && (says("rolled back already") || says("zdm complete or zdm rollback"));
}

bool Assault::is_active() {
  SilentProgress silent;
  return run::Lifecycle(rehearsal_.options(), silent).status().active.has_value();
}

void Assault::kill(Victim& victim, const Victim::Stop& stop) {
  ++rehearsal_.notes().kills[stop.point.kind][stop.point.boundary];
  const bool waits_for_others = stop.point.kind.find("index") != std::string::npos;
  if (!is_during(stop.point.boundary)) return victim.kill();
  if (stop.point.boundary == Boundary::during_command && waits_for_others)
    return kill_while_it_waits(victim, stop);
  victim.go_on();
  std::this_thread::sleep_for(std::chrono::microseconds(stable_hash(stop.point.name()) % 400));
  victim.kill();
}

// The server goes on for a moment, then notices that nobody is there: what it was building stays
// as it is, half-made.
void Assault::kill_while_it_waits(Victim& victim, const Victim::Stop& stop) {
  pg::Session& admin = rehearsal_.superuser();
  pg::Session writer = rehearsal_.session("postgres");
  writer.transaction([&] {
    writer.query(kLockAll);
    victim.go_on();
    wait_until([&] { return waits(admin, stop.backend); });
    victim.kill();
    wait_until([&] { return !is_there(admin, stop.backend); });
  });
}

void Assault::look_at_clients(Live live) {
  if (live != Live::new_version)
    rehearsal_.expect_equal("clients of the old version" + last_,
                            rehearsal_.notes().course.old_clients.outcome,
                            outcome(rehearsal_, rehearsal_.notes().course.old_clients));
  if (live != Live::old_version) look_at_new_clients();
}

void Assault::look_at_new_clients() {
  const pg::Rows published = rehearsal_.superuser().query(
      "SELECT FROM pg_namespace WHERE nspname = $1", {rehearsal_.new_version_schema().str()});
  if (published.empty()) return;
  rehearsal_.expect_equal("clients of the new version" + last_,
                          rehearsal_.notes().course.new_clients.outcome,
                          outcome(rehearsal_, rehearsal_.notes().course.new_clients));
}

std::vector<KillPoint> chosen(Rehearsal& rehearsal, const std::vector<KillPoint>& points,
                              std::size_t few) {
  if (rehearsal.notes().settings.kills == Kills::all) return points;
  const auto rank = [&](const KillPoint& point) {
    return stable_hash(rehearsal.scenario().file.path + " " + point.name());
  };
  std::vector<KillPoint> some = points;
  std::sort(some.begin(), some.end(),
            [&](const KillPoint& a, const KillPoint& b) { return rank(a) < rank(b); });
  some.resize(std::min(some.size(), few));
  return some;
}

std::set<std::string> names_of(const std::vector<KillPoint>& points) {
  std::set<std::string> names;
  for (const KillPoint& point : points) names.insert(point.name());
  return names;
}

}  // namespace zdm::harness
