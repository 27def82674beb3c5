#include <algorithm>

#include "plan/plan_json.hpp"
#include "run/backfill_record.hpp"
#include "run/lifecycle.hpp"
#include "run/lifecycle_parts.hpp"

namespace zdm::run {
namespace {

bool exists(pg::Session& session, const Identifier& schema) {
  const Sql query =
      sql("SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = {}", Literal{schema.str()});
  return !session.query(query.text()).empty();
}

void tell_steps(Status& status, pg::Session& session, const History& history,
                const Journal& journal) {
  const Plan plan = plan_from_json(history.plan(session, journal.migration_id()));
  const auto states = journal.read(session);
  status.steps_total = plan.steps.size();
  status.contract_has_begun = contract_has_begun(plan, states);
  for (const Step& step : plan.steps)
    if (const auto found = states.find(step.id);
        found != states.end() && found->second == StepState::done)
      status.steps_done.push_back(step.id);
}

}  // namespace

Status Lifecycle::status() {
  SchemaSession session = parts_->connect_to_schema();
  const History& history = parts_->history;
  Status status;
  status.schema = parts_->options.schema;
  if (!parts_->state.is_there(*session)) return status;
  status.running = parts_->lock.is_held(*session);
  status.latest = history.latest_completed(*session);
  status.old_version_schema = history.live_version_schema(*session);
  status.active = history.active(*session);
  if (!status.active) return status;
  if (exists(*session, status.active->version_schema))
    status.new_version_schema = status.active->version_schema;
  const Journal journal(parts_->options.state_schema, status.active->id);
  tell_steps(status, *session, history, journal);
  status.backfills = backfill_states(*session, journal);
  return status;
}

}  // namespace zdm::run
