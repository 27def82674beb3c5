#include <fmt/format.h>

#include "plan/plan_difference.hpp"
#include "plan/plan_json.hpp"
#include "run/edited_history.hpp"
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
  if (active.name != migration.name || active.span.size() > 1) return false;
  const bool completing = options.complete && (active.status == MigrationStatus::started ||
                                               active.status == MigrationStatus::completing);
  return active.status == MigrationStatus::starting || completing;
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

void start_or_take_back(ActiveMigration& migration, const MigrationRecord& record,
                        const StartOptions& options) {
  const std::string go_on =
      way_on(record) + " goes on where this one stopped; zdm rollback takes it back";
  try {
    migration.start();
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::interrupted)
      throw Error(ErrorKind::interrupted, "stopped while starting " + named(record), go_on);
    if (is_connection_error(error) || options.keep_on_failure) throw with_hint(error, go_on);
    if (error.kind() == ErrorKind::wrong_state) throw;
    take_back(migration, error);
  }
}

}  // namespace

void drop_allowed(Findings& findings, const StartOptions& options) {
  std::erase_if(findings, [&options](const Finding& each) {
    return (options.allow_irreversible && each.code == "irreversible") ||
           (options.allow_row_security_bypass && each.code == "row-security-14");
  });
}

MigrationRecord Lifecycle::Parts::begin(SchemaSession& session, const std::vector<Migration>& span,
                                        const Plan& planned, const StartOptions& how) {
  require_same(planned, how.expected_plan);
  require_rights(*session, planned);
  state.ensure(*session);
  const std::string plan = plan_to_json(planned);
  session.repeatable_transaction(
      [&] { history.begin(*session, span, planned.version_schema, plan); });
  return history.active(*session).value();
}

void Lifecycle::Parts::require_same_as_stored(SchemaSession& session, const MigrationRecord& active,
                                              const std::optional<Plan>& expected) const {
  if (expected) require_same(plan_from_json(history.plan(*session, active.span_id)), expected);
}

std::optional<MigrationRecord> Lifecycle::Parts::begin(SchemaSession& session,
                                                       const Migration& migration,
                                                       const StartOptions& how,
                                                       Findings& findings) {
  std::optional<Identifier> live;
  std::vector<MigrationRecord> before;
  if (state.is_there(*session)) {
    before = history.all(*session);
    if (const auto completed = history.completed(*session, migration.name)) {
      if (auto edited = edited_history(migration, *completed)) {
        findings = {*edited};
        return std::nullopt;
      }
      refuse_completed(*completed);
    }
    live = history.live_version_schema(*session);
  }
  PlanResult planned = planning(session).plan(live, migration);
  drop_allowed(planned.findings, how);
  findings = std::move(planned.findings);
  for (Finding& finding : drift(session, migration.file, how))
    findings.push_back(std::move(finding));
  if (auto finding = out_of_order(migration, before)) findings.push_back(std::move(*finding));
  if (has_errors(findings)) return std::nullopt;
  return begin(session, {migration}, planned.plan, how);
}

void Lifecycle::Parts::go_on(SchemaSession& session, const MigrationRecord& active,
                             const StartOptions& how) {
  if (active.status == MigrationStatus::starting) {
    ActiveMigration starting(session, interruption, progress, options, history, active.span_id);
    start_or_take_back(starting, active, how);
  }
  if (how.complete) complete(session, active);
}

Findings Lifecycle::start(const Migration& migration, const StartOptions& options) {
  SchemaSession session = parts_->connect_and_lock();
  Findings findings;
  auto active = parts_->active(session);
  if (active && active->name == migration.name && active->span.size() == 1)
    if (auto edited = edited_history(migration, *active)) return {*edited};
  if (active && !is_resumed_by(*active, migration, options))
    parts_->refuse_while_active(session, *active);
  if (active)
    parts_->require_same_as_stored(session, *active, options.expected_plan);
  else
    active = parts_->begin(session, migration, options, findings);
  if (!active) return findings;
  parts_->go_on(session, *active, options);
  return findings;
}

}  // namespace zdm::run
