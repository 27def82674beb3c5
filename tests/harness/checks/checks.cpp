#include "core/name.hpp"
#include "harness/checks/check.hpp"

namespace zdm::harness {
namespace {

bool is_refused(const Scenario& scenario, const Settings&) { return scenario.is_refused(); }
bool start_fails(const Scenario& scenario, const Settings&) {
  return scenario.start_fails.has_value();
}
bool can_be_planned(const Scenario& scenario, const Settings&) { return !scenario.is_refused(); }
bool can_be_started(const Scenario& scenario, const Settings& settings) {
  return can_be_planned(scenario, settings) && !start_fails(scenario, settings);
}
bool can_be_taken_back(const Scenario& scenario, const Settings& settings) {
  return can_be_started(scenario, settings) && !scenario.start.allow_irreversible;
}
template <bool (*applies_to)(const Scenario&, const Settings&)>
bool in_share(const Scenario& scenario, const Settings& settings) {
  return stable_hash(scenario.file.path) % settings.share.of + 1 == settings.share.number &&
         applies_to(scenario, settings);
}
template <bool (*applies_to)(const Scenario&, const Settings&)>
bool and_is_killed(const Scenario& scenario, const Settings& settings) {
  return settings.kills != Kills::none && in_share<applies_to>(scenario, settings);
}

// It takes as long as several of the others: a run over all cases takes a third of them through it,
// those with a share (of the other servers, which together come by all cases) each of theirs.
bool is_taken_back(const Scenario& scenario, const Settings& settings) {
  const bool is_chosen = settings.share.of > 1 || settings.kills == Kills::all ||
                         stable_hash(scenario.file.path) / 16 % 3 == 0;
  return is_chosen && in_share<can_be_started>(scenario, settings);
}

}  // namespace

const std::vector<Check>& checks() {
  static const std::vector<Check> all{
      {"plan", can_be_planned, plan_is_as_written, Leaves::as_before},
      {"check data", can_be_started, rows_are_found_good, Leaves::as_before},
      {"check failing data", start_fails, failing_rows_are_found, Leaves::as_before},
      {"refusal", is_refused, refusal_changes_nothing, Leaves::as_before},
      {"failed start", start_fails, failed_start_takes_all_back, Leaves::as_before},
      {"undisturbed", in_share<can_be_started>, nothing_disturbs_it, Leaves::changed},
      {"complete", can_be_started, complete_leaves_the_new_version, Leaves::changed},
      {"direct application", in_share<can_be_started>, complete_equals_direct_application,
       Leaves::changed},
      {"inverse", is_taken_back, inverse_takes_it_back, Leaves::changed},
      {"rollback with clients", can_be_taken_back, rollback_keeps_what_clients_wrote,
       Leaves::changed},
      {"kill and rollback", and_is_killed<can_be_taken_back>, kills_can_be_taken_back,
       Leaves::changed},
      {"kill and again", and_is_killed<can_be_started>, kills_are_made_good_by_the_same_command,
       Leaves::changed},
      {"kill a failing start", and_is_killed<start_fails>,
       kills_of_a_failing_start_can_be_taken_back, Leaves::as_before},
  };
  return all;
}

}  // namespace zdm::harness
