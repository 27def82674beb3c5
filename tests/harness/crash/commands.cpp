#include "harness/crash/commands.hpp"

#include "harness/crash/run_watcher.hpp"
#include "harness/findings.hpp"

namespace zdm::harness {

Command start_command(const Rehearsal& rehearsal) {
  return [&rehearsal](run::Lifecycle& lifecycle) { refuse_errors(rehearsal.start(lifecycle)); };
}

Command complete_command() {
  return [](run::Lifecycle& lifecycle) { lifecycle.complete(); };
}

Command rollback_command() {
  return [](run::Lifecycle& lifecycle) { lifecycle.rollback(); };
}

run::Options options_for_kills(const Rehearsal& rehearsal) {
  run::Options options = rehearsal.options();
  options.backfill.workers = 1;
  options.backfill.batch_size = 1;
  return options;
}

std::vector<KillPoint> points_of(const Rehearsal& rehearsal, const Command& command) {
  std::vector<KillPoint> points;
  RunWatcher watcher([&points](const KillPoint& point, int) { points.push_back(point); });
  run::Options options = options_for_kills(rehearsal);
  options.target.observer = &watcher;
  run::Lifecycle lifecycle(options, watcher);
  command(lifecycle);
  return points;
}

namespace {

Course::Clients clients_of(Rehearsal& rehearsal, const Identifier& version) {
  Course::Clients clients{
      .probe = probe_of_version(rehearsal.owner(), version, rehearsal.scenario().schema),
      .outcome = {}};
  clients.outcome = outcome(rehearsal, clients);
  return clients;
}

}  // namespace

Course::Clients old_clients(Rehearsal& rehearsal) {
  return clients_of(rehearsal,
                    rehearsal.old_version_schema().value_or(rehearsal.scenario().schema));
}

Course::Clients new_clients(Rehearsal& rehearsal) {
  return clients_of(rehearsal, rehearsal.new_version_schema());
}

std::string outcome(Rehearsal& rehearsal, const Course::Clients& clients) {
  return outcome_of_probe(rehearsal.owner(), clients.probe);
}

}  // namespace zdm::harness
