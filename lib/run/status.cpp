#include "plan/plan_json.hpp"
#include "run/backfill_settings.hpp"
#include "run/backfill_states.hpp"
#include "run/lifecycle.hpp"
#include "run/lifecycle_parts.hpp"
#include "run/old_clients.hpp"
#include "run/unseen.hpp"

namespace zdm::run {
namespace {

bool exists(pg::Session& session, const Identifier& schema) {
  const Sql query =
      sql("SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = {}", Literal{schema.str()});
  return !session.query(query.text()).empty();
}

void tell_steps(Status& status, pg::Session& session, const Plan& plan, const Journal& journal) {
  const auto states = journal.read(session);
  status.steps_total = plan.steps.size();
  status.contract_has_begun = contract_has_begun(plan, states);
  for (const Step& step : plan.steps)
    if (const auto found = states.find(step.id);
        found != states.end() && found->second == StepState::done)
      status.steps_done.push_back(step.id);
}

}  // namespace

// What came with later versions of the state is left out where it is older.
void Lifecycle::Parts::tell_backfills(Status& status, pg::Session& session, const Plan& plan,
                                      const Journal& journal) {
  const bool is_current = state.is_current(session);
  const std::optional<int> at_work = is_current ? lock.holder(session) : std::nullopt;
  status.backfills = backfill_states(session, journal, plan, status.steps_done, at_work);
  if (is_current)
    status.backfill_settings =
        BackfillSettingsRecord(journal.state_schema(), journal.migration_id()).read(session);
  if (status.active->status == MigrationStatus::starting) status.notes = unseen(session, plan);
}

// While it is starting nobody is on the new version yet, so that all are on the old one.
void Lifecycle::Parts::tell_old_clients(Status& status, pg::Session& session, const Plan& plan,
                                        std::chrono::milliseconds look_for) {
  if (status.active->status != MigrationStatus::started) return;
  OldClients clients(session, options.state_schema, plan, status.active->span_id);
  if (look_for.count() > 0) clients.look(look_for, interruption);
  status.old_clients = clients.seen();
}

Status Lifecycle::Parts::status(pg::Session& session, std::chrono::milliseconds look_for) {
  Status status;
  status.schema = options.schema;
  if (!state.is_there(session)) return status;
  status.running = lock.is_held(session);
  status.latest = history.latest_completed(session);
  status.old_version_schema = history.live_version_schema(session);
  status.active = history.active(session);
  if (!status.active) return status;
  if (exists(session, status.active->version_schema))
    status.new_version_schema = status.active->version_schema;
  const Journal journal(options.state_schema, status.active->span_id);
  const Plan plan = plan_from_json(history.plan(session, journal.migration_id()));
  tell_steps(status, session, plan, journal);
  tell_backfills(status, session, plan, journal);
  tell_old_clients(status, session, plan, look_for);
  return status;
}

Status Lifecycle::status(std::chrono::milliseconds look_for) {
  SchemaSession session = parts_->connect_to_schema();
  Status status = parts_->status(*session, look_for);
  if (!status.active && look_for.count() > 0) status.drift = parts_->drift_at_a_look(*session);
  return status;
}

void Lifecycle::watch(std::chrono::milliseconds pause,
                      const std::function<bool(const Status&)>& show) {
  SchemaSession session = parts_->connect_to_schema();
  while (show(parts_->status(*session, pause / 2))) parts_->interruption.sleep(pause / 2);
}

}  // namespace zdm::run
