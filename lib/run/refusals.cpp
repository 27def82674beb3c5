#include <fmt/format.h>

#include "plan/plan_json.hpp"
#include "run/lifecycle_parts.hpp"

namespace zdm::run {

// A complete that could not even begin leaves everything as it was, and may be rolled back.
void Lifecycle::Parts::refuse_while_active(SchemaSession& session, const MigrationRecord& active) {
  const auto refuse = [&active](const char* what, const std::string& hint) {
    throw Error(ErrorKind::wrong_state, fmt::format("{} {}", named(active), what), hint);
  };
  switch (active.status) {
    case MigrationStatus::starting:
      refuse("was started, but not to its end",
             way_on(active) + " goes on; zdm rollback takes it back");
      break;
    case MigrationStatus::started:
      refuse("is active", "zdm complete or zdm rollback ends it");
      break;
    case MigrationStatus::completing:
      refuse("is being completed", contract_has_begun(session, active)
                                       ? "zdm complete goes on with that"
                                       : "zdm complete goes on with that; it has changed nothing "
                                         "yet, so that zdm rollback takes it back");
      break;
    case MigrationStatus::rolling_back:
      refuse("is being rolled back", "zdm rollback goes on with that");
      break;
    case MigrationStatus::completed:
    case MigrationStatus::rolled_back:
      break;
  }
  throw Error(ErrorKind::wrong_state, fmt::format("{} is not active", named(active)));
}

bool Lifecycle::Parts::contract_has_begun(SchemaSession& session, const MigrationRecord& active) {
  const Journal journal(options.state_schema, active.span_id);
  return run::contract_has_begun(plan_from_json(history.plan(*session, active.span_id)),
                                 journal.read(*session));
}

void refuse_completed(const MigrationRecord& completed) {
  throw Error(ErrorKind::wrong_state,
              fmt::format("{} was completed at {}", named(completed), completed.completed_at),
              "there is nothing to do; a new change needs a new file");
}

}  // namespace zdm::run
