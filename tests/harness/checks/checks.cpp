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
bool and_is_killed(const Scenario& scenario, const Settings& settings) {
  return settings.kills != Kills::none && applies_to(scenario, settings);
}

}  // namespace

const std::vector<Check>& checks() {
  static const std::vector<Check> all{
      {"plan", can_be_planned, plan_is_as_written},
      {"refusal", is_refused, refusal_changes_nothing},
      {"failed start", start_fails, failed_start_takes_all_back},
      {"undisturbed", can_be_started, nothing_disturbs_it},
      {"complete", can_be_started, complete_leaves_the_new_version},
      {"direct application", can_be_started, complete_equals_direct_application},
      {"rollback with clients", can_be_taken_back, rollback_keeps_what_clients_wrote},
      {"kill and again", and_is_killed<can_be_started>, kills_are_made_good_by_the_same_command},
      {"kill and rollback", and_is_killed<can_be_taken_back>, kills_can_be_taken_back},
      {"kill a failing start", and_is_killed<start_fails>,
       kills_of_a_failing_start_can_be_taken_back},
  };
  return all;
}

}  // namespace zdm::harness
