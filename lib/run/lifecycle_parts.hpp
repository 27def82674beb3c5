#pragma once

#include <functional>
#include <optional>
#include <string>

#include "core/error.hpp"
#include "run/active_migration.hpp"
#include "run/backfill_settings.hpp"
#include "run/history.hpp"
#include "run/interruption.hpp"
#include "run/lifecycle.hpp"
#include "run/planning.hpp"
#include "run/schema_session.hpp"
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

  // The active and the latest migration, as far as there is a state. It is upgraded where need be.
  std::optional<MigrationRecord> active(SchemaSession& session);
  std::optional<MigrationRecord> latest(SchemaSession& session);

  // Plans the migration and puts it into the history as starting; none, with an error among the
  // findings, if it is not to be run.
  std::optional<MigrationRecord> begin(SchemaSession& session, const Migration& migration,
                                       const StartOptions& how, Findings& findings);

  // Error(wrong_state): a migration that is active is in the way; says what ends it.
  [[noreturn]] void refuse_while_active(SchemaSession& session, const MigrationRecord& active);
  bool contract_has_begun(SchemaSession& session, const MigrationRecord& active);

  // Contracts, and tells what to do next if that fails.
  void complete(SchemaSession& session, const MigrationRecord& active);

  // Changes what is said of the backfill of the migration that is starting, if there is one.
  void steer_backfill(const std::function<void(const BackfillSettingsRecord&, pg::Session&)>& how);

  Status status(pg::Session& session);
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

// 'migration "02_add_age"', for messages.
std::string named(const MigrationRecord& migration);

// The same error, with something more to do or to know.
Error with_hint(const Error& error, const std::string& hint);

// Error(wrong_state): it is completed already.
[[noreturn]] void refuse_completed(const MigrationRecord& completed, const std::string& checksum);

}  // namespace zdm::run
