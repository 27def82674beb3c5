#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "plan/plan_json.hpp"
#include "run/backfill_settings.hpp"
#include "run/lifecycle.hpp"
#include "run/lifecycle_parts.hpp"

namespace zdm::run {
namespace {

[[noreturn]] void refuse_without_backfill(const std::string& why, const std::string& hint) {
  throw Error(ErrorKind::wrong_state, "there is no backfill to steer: " + why, hint);
}

MigrationRecord starting(const std::optional<MigrationRecord>& active) {
  if (!active) refuse_without_backfill("no migration is active", "start one with zdm start FILE");
  if (active->status == MigrationStatus::starting) return *active;
  refuse_without_backfill(fmt::format("{} is {}", named(*active), to_string(active->status)),
                          "see zdm status for what may be run next");
}

// Nobody should believe that a pause stops what goes on then.
void require_unfilled(pg::Session& session, const History& history, const Journal& journal) {
  const Plan plan = plan_from_json(history.plan(session, journal.migration_id()));
  const auto states = journal.read(session);
  const bool is_left = std::any_of(plan.steps.begin(), plan.steps.end(), [&](const Step& step) {
    const auto found = states.find(step.id);
    return std::holds_alternative<Backfill>(step.work) &&
           (found == states.end() || found->second != StepState::done);
  });
  if (!is_left)
    refuse_without_backfill("all rows are filled", "start goes on with what comes behind it");
}

}  // namespace

void Lifecycle::Parts::steer_backfill(
    const std::function<void(const BackfillSettingsRecord&, pg::Session&)>& how) {
  // Without the schema's lock: that is with the zdm that is to be steered.
  SchemaSession session = connect_to_schema();
  const MigrationRecord active_one = starting(active(session));
  const Journal journal(options.state_schema, active_one.span_id);
  require_unfilled(*session, history, journal);
  state.ensure(*session);
  how(BackfillSettingsRecord(options.state_schema, active_one.span_id), *session);
}

void Lifecycle::pause_backfill() {
  parts_->steer_backfill([](const auto& settings, auto& session) { settings.pause(session); });
}

void Lifecycle::resume_backfill() {
  parts_->steer_backfill([](const auto& settings, auto& session) { settings.resume(session); });
}

void Lifecycle::tune_backfill(const BackfillTuning& tuning) {
  parts_->steer_backfill(
      [&tuning](const auto& settings, auto& session) { settings.set(session, tuning); });
}

void Lifecycle::forget_backfill_tuning() {
  parts_->steer_backfill(
      [](const auto& settings, auto& session) { settings.forget_tuning(session); });
}

}  // namespace zdm::run
