#include <fmt/format.h>

#include "run/lifecycle.hpp"
#include "run/lifecycle_parts.hpp"

namespace zdm::run {
namespace {

[[noreturn]] void refuse_without_active(const std::optional<MigrationRecord>& latest) {
  if (!latest)
    throw Error(ErrorKind::wrong_state,
                "there is nothing to complete: no migration was ever started",
                "start one with zdm start FILE");
  throw Error(ErrorKind::wrong_state,
              fmt::format("there is nothing to complete: {} was rolled back", named(*latest)),
              "start it again with zdm start FILE");
}

std::string next_command(const ActiveMigration& migration) {
  if (!migration.contract_has_begun())
    return "nothing has changed: zdm complete tries again, zdm rollback takes the migration back";
  const std::string way = migration.way_past_failed_sql();
  return (way.empty() ? "" : way + "; then ") + "zdm complete goes on where this one stopped";
}

}  // namespace

void Lifecycle::Parts::complete(SchemaSession& session, const MigrationRecord& active) {
  ActiveMigration migration(session, interruption, progress, options, history, active.span_id);
  try {
    migration.complete();
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::interrupted)
      throw Error(ErrorKind::interrupted, fmt::format("stopped while completing {}", named(active)),
                  next_command(migration));
    throw with_hint(error, next_command(migration));
  }
}

bool Lifecycle::complete() {
  SchemaSession session = parts_->connect_and_lock();
  const auto active = parts_->active(session);
  if (!active) {
    const auto latest = parts_->latest(session);
    if (latest && latest->status == MigrationStatus::completed) return false;
    refuse_without_active(latest);
  }
  if (active->status != MigrationStatus::started && active->status != MigrationStatus::completing)
    parts_->refuse_while_active(session, *active);
  parts_->complete(session, *active);
  return true;
}

}  // namespace zdm::run
