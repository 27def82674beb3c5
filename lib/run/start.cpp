#include <fmt/format.h>

#include "plan/plan_difference.hpp"
#include "plan/plan_json.hpp"
#include "run/lifecycle.hpp"
#include "run/lifecycle_parts.hpp"
#include "run/out_of_order.hpp"
#include "run/rights.hpp"

namespace zdm::run {
namespace {

void require_same(const Plan& plan, const std::optional<Plan>& expected) {
  if (!expected || *expected == plan) return;
  throw Error(
      ErrorKind::wrong_state,
      "this is not the plan that would run now: the file, the database or zdm has changed since it "
      "was made\n" +
          plan_difference(*expected, plan),
      "make it anew with zdm plan -o, and look at it");
}

// May the active migration be gone on with by a start of this one?
bool is_resumed_by(const MigrationRecord& active, const Migration& migration,
                   const StartOptions& options) {
  if (active.name != migration.name) return false;
  const bool completing = options.complete && (active.status == MigrationStatus::started ||
                                               active.status == MigrationStatus::completing);
  if (active.status != MigrationStatus::starting && !completing) return false;
  if (active.checksum == migration.checksum()) return true;
  throw Error(ErrorKind::wrong_state,
              fmt::format("{} was started, but not to its end, and its file was changed since",
                          named(active)),
              "undo the change and start it again, or zdm rollback first");
}

void drop_allowed(Findings& findings, const StartOptions& options) {
  std::erase_if(findings, [&options](const Finding& each) {
    return (options.allow_irreversible && each.code == "irreversible") ||
           (options.allow_row_security_bypass && each.code == "row-security-14");
  });
}

// What start has done goes again, since nobody but its user knows of it yet.
[[noreturn]] void take_back(ActiveMigration& migration, const Error& error) {
  try {
    migration.roll_back();
  } catch (const Error& second) {
    throw Error(second.kind() == ErrorKind::interrupted ? second.kind() : ErrorKind::failed,
                fmt::format("{}\nand what start had done could not be taken back: {}", error.what(),
                            second.what()),
                "zdm rollback goes on with that", error.sqlstate());
  }
  throw Error(error.kind(), fmt::format("{}\nwhat start had done was taken back", error.what()),
              error.hint(), error.sqlstate());
}

constexpr const char* kGoOn =
    "zdm start with the same file goes on where this one stopped; zdm rollback takes it back";

void start_or_take_back(ActiveMigration& migration, const StartOptions& options) {
  try {
    migration.start();
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::interrupted)
      throw Error(
          ErrorKind::interrupted,
          fmt::format("stopped while starting migration \"{}\"", migration.plan().migration),
          kGoOn);
    if (is_connection_error(error) || options.keep_on_failure) throw with_hint(error, kGoOn);
    if (error.kind() == ErrorKind::wrong_state) throw;
    take_back(migration, error);
  }
}

}  // namespace

std::optional<MigrationRecord> Lifecycle::Parts::begin(SchemaSession& session,
                                                       const Migration& migration,
                                                       const StartOptions& how,
                                                       Findings& findings) {
  std::optional<Identifier> live;
  std::vector<MigrationRecord> before;
  if (state.is_there(*session)) {
    before = history.all(*session);
    if (const auto completed = history.completed(*session, migration.name))
      refuse_completed(*completed, migration.checksum());
    live = history.live_version_schema(*session);
  }
  PlanResult planned = planning(session).plan(live, migration);
  drop_allowed(planned.findings, how);
  findings = std::move(planned.findings);
  if (auto finding = out_of_order(migration, before)) findings.push_back(std::move(*finding));
  if (has_errors(findings)) return std::nullopt;
  require_same(planned.plan, how.expected_plan);
  require_rights(*session, planned.plan);
  state.ensure(*session);
  const std::string plan = plan_to_json(planned.plan);
  session.repeatable_transaction(
      [&] { history.begin(*session, migration, planned.plan.version_schema, plan); });
  return history.active(*session);
}

Findings Lifecycle::start(const Migration& migration, const StartOptions& options) {
  SchemaSession session = parts_->connect_and_lock();
  Findings findings;
  auto active = parts_->active(session);
  if (active && !is_resumed_by(*active, migration, options))
    parts_->refuse_while_active(session, *active);
  if (active)
    require_same(plan_from_json(parts_->history.plan(*session, active->id)), options.expected_plan);
  else
    active = parts_->begin(session, migration, options, findings);
  if (!active) return findings;
  if (active->status == MigrationStatus::starting) {
    ActiveMigration starting(session, parts_->interruption, parts_->progress, parts_->options,
                             parts_->history, active->id);
    start_or_take_back(starting, options);
  }
  if (options.complete) parts_->complete(session, *active);
  return findings;
}

}  // namespace zdm::run
