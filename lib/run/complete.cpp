#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "plan/plan_json.hpp"
#include "run/duration_text.hpp"
#include "run/lifecycle.hpp"
#include "run/lifecycle_parts.hpp"
#include "run/old_clients.hpp"

namespace zdm::run {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds kWhileWaiting = 200ms;  // between two thoughts of the time
constexpr auto kBetweenTales = 10s;
constexpr auto kLately = 1min;

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

// Without the schema's lock: who wants to roll back meanwhile may.
void Lifecycle::Parts::wait_until_idle(std::chrono::milliseconds idle) {
  SchemaSession session = connect_to_schema();
  const auto active = this->active(session);
  if (!active || active->status != MigrationStatus::started) return;
  const Plan plan = plan_from_json(history.plan(*session, active->span_id));
  OldClients clients(*session, options.state_schema, plan, active->span_id);
  progress.note(fmt::format("waiting until nobody has been seen on the old version for {}",
                            duration_text(idle)));
  auto told = std::chrono::steady_clock::time_point();
  const auto still_is = [&](const std::optional<MigrationRecord>& other) {
    return other && other->id == active->id && other->status == MigrationStatus::started;
  };
  while (clients.idle() < idle && still_is(this->active(session))) {
    const auto before = clients.idle();
    clients.look(std::min(kWhileWaiting, idle), interruption);
    const auto now = std::chrono::steady_clock::now();
    if (clients.idle() > before || now - told < kBetweenTales) continue;
    told = now;
    progress.note("on the old version: " + to_text(clients.seen().front()));
  }
}

void Lifecycle::Parts::warn_of_old_clients(SchemaSession& session, const MigrationRecord& active,
                                           std::chrono::milliseconds look_for) {
  const Plan plan = plan_from_json(history.plan(*session, active.span_id));
  OldClients clients(*session, options.state_schema, plan, active.span_id);
  clients.look(look_for, interruption);
  for (const OldClient& client : clients.seen())
    if (client.ago < kLately)
      progress.note("warning: the old version is going, and it was in use: " + to_text(client));
}

bool Lifecycle::complete(const CompleteOptions& how) {
  if (how.when_idle) parts_->wait_until_idle(*how.when_idle);
  SchemaSession session = parts_->connect_and_lock();
  const auto active = parts_->active(session);
  if (!active) {
    const auto latest = parts_->latest(session);
    if (latest && latest->status == MigrationStatus::completed) return false;
    refuse_without_active(latest);
  }
  if (active->status != MigrationStatus::started && active->status != MigrationStatus::completing)
    parts_->refuse_while_active(session, *active);
  if (active->status == MigrationStatus::started && !how.when_idle && how.look_for.count() > 0)
    parts_->warn_of_old_clients(session, *active, how.look_for);
  parts_->complete(session, *active);
  return true;
}

}  // namespace zdm::run
