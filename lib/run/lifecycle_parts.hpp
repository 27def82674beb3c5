#pragma once

#include <functional>
#include <optional>
#include <string>

#include "core/error.hpp"
#include "run/active_migration.hpp"
#include "run/backfill_settings.hpp"
#include "run/drift.hpp"
#include "run/history.hpp"
#include "run/interruption.hpp"
#include "run/lifecycle.hpp"
#include "run/outstanding.hpp"
#include "run/planning.hpp"
#include "run/schema_session.hpp"
#include "run/span_plan.hpp"
#include "run/state_schema.hpp"

namespace zdm::run {

// What all commands of a Lifecycle share.
struct Lifecycle::Parts {
  Parts(Options its_options, Progress& its_progress);

  // A session to read with; one that has found the managed schema there; one with the schema's
  // lock, to write.
  SchemaSession connect();
  SchemaSession connect_to_schema();
  SchemaSession connect_and_lock();

  // Plans from what the session reads; the session outlives it.
  Planning planning(SchemaSession& session);

  // What has changed in the schema since the last migration was complete, and none explains.
  // Nothing where that is not known. Not while a migration is active. Told of the file that is to
  // run; warnings where it is allowed.
  Findings drift(SchemaSession& session, const std::string& file, const StartOptions& how);
  // The same for who does not wait for anybody's lock: none where that would be needed.
  std::optional<Findings> drift_at_a_look(pg::Session& session);
  std::optional<KnownDefinitions::Known> known_definitions(pg::Session& session);

  // The active and the latest migration, as far as there is a state. It is upgraded where need be.
  std::optional<MigrationRecord> active(SchemaSession& session);
  std::optional<MigrationRecord> latest(SchemaSession& session);

  // Plans the migration and puts it into the history as starting; none, with an error among the
  // findings, if it is not to be run.
  std::optional<MigrationRecord> begin(SchemaSession& session, const Migration& migration,
                                       const StartOptions& how, Findings& findings);

  // Puts what was planned into the history, as starting.
  MigrationRecord begin(SchemaSession& session, const std::vector<Migration>& span,
                        const Plan& planned, const StartOptions& how);

  // What is active and starting to the end of start, and then on to contract if that is asked for.
  void go_on(SchemaSession& session, const MigrationRecord& active, const StartOptions& how);

  // Error(wrong_state): another plan is expected than that which would be gone on with.
  void require_same_as_stored(SchemaSession& session, const MigrationRecord& active,
                              const std::optional<Plan>& expected) const;

  // What of the folder is outstanding, and the plan of as many of those as can run as one now.
  Outstanding outstanding_in(SchemaSession& session, const Folder& folder,
                             const MigrateOptions& how);
  SpanPlan plan_next(SchemaSession& session, const std::vector<Migration>& wanted);

  // What is active comes to its end, or as far as migrate may take it. False: nothing may run
  // behind it.
  bool settle(SchemaSession& session, const MigrationRecord& active, const Folder& folder,
              const MigrateOptions& how, Migrated& result);

  // A folder's files; see Lifecycle.
  Migrated migrate(SchemaSession& session, const Folder& folder, const MigrateOptions& how);
  FolderPlan plan_migrate(SchemaSession& session, const Folder& folder, const MigrateOptions& how);

  // Error(wrong_state): a migration that is active is in the way; says what ends it.
  [[noreturn]] void refuse_while_active(SchemaSession& session, const MigrationRecord& active);
  bool contract_has_begun(SchemaSession& session, const MigrationRecord& active);

  // Contracts, and tells what to do next if that fails.
  void complete(SchemaSession& session, const MigrationRecord& active);

  // Changes what is said of the backfill of the migration that is starting, if there is one.
  void steer_backfill(const std::function<void(const BackfillSettingsRecord&, pg::Session&)>& how);

  Status status(pg::Session& session, std::chrono::milliseconds look_for);
  void tell_old_clients(Status& status, pg::Session& session, const Plan& plan,
                        std::chrono::milliseconds look_for);
  // Before complete begins: waits until they are gone, or tells who was there lately.
  void wait_until_idle(std::chrono::milliseconds idle);
  void warn_of_old_clients(SchemaSession& session, const MigrationRecord& active,
                           std::chrono::milliseconds look_for);
  void tell_backfills(Status& status, pg::Session& session, const Plan& plan,
                      const Journal& journal);

  const Options options;
  Progress& progress;
  Interruption interruption;
  SchemaLock lock;
  StateSchema state;
  History history;
  std::optional<SchemaSession> looking;  // of catalog() and facts()
};

// 'migration "02_add_age"', or 'the span of migrations "01_users" to "02_add_age"', for messages.
std::string named(const MigrationRecord& migration);

// The same error, with something more to do or to know.
Error with_hint(const Error& error, const std::string& hint);

// How it is started again after it was stopped: "zdm start with the same file".
std::string way_on(const MigrationRecord& migration);

// Leaves out what the user has allowed.
void drop_allowed(Findings& findings, const StartOptions& options);

// The active migration's stored plan, with a note that it is that.
PlanResult stored_plan(pg::Session& session, const History& history, const MigrationRecord& active,
                       const std::string& file);

// Error(wrong_state): it is completed already.
[[noreturn]] void refuse_completed(const MigrationRecord& completed);

}  // namespace zdm::run
