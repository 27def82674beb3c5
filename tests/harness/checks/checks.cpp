#include "harness/checks/check.hpp"

namespace zdm::harness {
namespace {

bool is_refused(const Scenario& scenario) { return scenario.is_refused(); }
bool start_fails(const Scenario& scenario) { return scenario.start_fails.has_value(); }
bool can_be_planned(const Scenario& scenario) { return !is_refused(scenario); }
bool can_be_started(const Scenario& scenario) {
  return can_be_planned(scenario) && !start_fails(scenario);
}
bool can_be_taken_back(const Scenario& scenario) {
  return can_be_started(scenario) && !scenario.start.allow_irreversible;
}

}  // namespace

const std::vector<Check>& checks() {
  static const std::vector<Check> all{
      {"plan", can_be_planned, plan_is_as_written},
      {"refusal", is_refused, refusal_changes_nothing},
      {"failed start", start_fails, failed_start_takes_all_back},
      {"rollback", can_be_taken_back, rollback_leaves_no_trace},
      {"complete", can_be_started, complete_leaves_the_new_version},
      {"direct application", can_be_started, complete_equals_direct_application},
      {"rollback with clients", can_be_taken_back, rollback_keeps_what_clients_wrote},
  };
  return all;
}

}  // namespace zdm::harness
