#include <fmt/format.h>

#include "run/lifecycle.hpp"
#include "run/lifecycle_parts.hpp"

namespace zdm::run {
namespace {

[[noreturn]] void refuse_without_active(const std::optional<MigrationRecord>& latest) {
  if (!latest)
    throw Error(ErrorKind::wrong_state,
                "there is nothing to roll back: no migration was ever started",
                "start one with zdm start FILE");
  const bool completed = latest->status == MigrationStatus::completed;
  throw Error(ErrorKind::wrong_state,
              fmt::format("there is nothing to roll back: {} is {}", named(*latest),
                          completed ? "completed" : "rolled back already"),
              completed ? "what it did is undone by a new migration: zdm start FILE"
                        : "start it again with zdm start FILE");
}

}  // namespace

void Lifecycle::rollback() {
  SchemaSession session = parts_->connect_and_lock();
  const auto active = parts_->active(session);
  if (!active) refuse_without_active(parts_->latest(session));
  ActiveMigration migration(session, parts_->interruption, parts_->progress, parts_->options,
                            parts_->history, active->span_id);
  // A complete that could not even begin leaves everything as it was.
  if (migration.contract_has_begun()) parts_->refuse_while_active(session, *active);
  try {
    migration.roll_back();
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::interrupted)
      throw Error(ErrorKind::interrupted,
                  fmt::format("stopped while rolling back {}", named(*active)),
                  "zdm rollback goes on where this one stopped");
    throw with_hint(error, "zdm rollback goes on where this one stopped");
  }
}

}  // namespace zdm::run
