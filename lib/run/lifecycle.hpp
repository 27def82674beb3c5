#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"
#include "catalog/facts.hpp"
#include "core/finding.hpp"
#include "migration/history_policies.hpp"
#include "migration/migration.hpp"
#include "pg/session.hpp"
#include "plan/estimate.hpp"
#include "plan/plan.hpp"
#include "run/backfill_options.hpp"
#include "run/backfill_state.hpp"
#include "run/data_sample.hpp"
#include "run/progress.hpp"

namespace zdm::run {

struct LockPatience {
  std::chrono::milliseconds timeout{500};          // how long one statement may queue
  std::chrono::milliseconds attempts_for{600000};  // how long to keep trying
};

struct Options {
  pg::Target target;
  Identifier schema{"public"};
  Identifier state_schema{"zdm"};
  std::vector<Identifier> search_path;
  LockPatience lock;
  BackfillOptions backfill;
};

struct StartOptions {
  bool complete = false;
  bool allow_irreversible = false;
  bool allow_row_security_bypass = false;  // before PostgreSQL 15, where views bypass it
  bool keep_on_failure = false;
  bool allow_drift = false;  // warn only of what others have changed in the schema
  // A plan that was looked at before: start refuses if it is not what it would run now. None: any.
  std::optional<Plan> expected_plan{};
};

enum class MigrationStatus { starting, started, completing, completed, rolling_back, rolled_back };
std::string_view to_string(MigrationStatus status);

// One row of history.
struct MigrationRecord {
  long long id = 0;
  // Whose plan and journal it has: that of the first of its span; its own where it ran alone.
  long long span_id = 0;
  std::vector<std::string> span;  // the names of all in it, itself included, oldest first
  std::string name;
  std::string description;
  Identifier version_schema;
  MigrationStatus status = MigrationStatus::starting;
  std::string checksum;
  std::string started_by;
  std::string started_at;    // as the server prints timestamptz, ISO 8601 in UTC
  std::string completed_at;  // or rolled back at; empty while active
  double seconds = 0;        // from start to end, or to now
};

// A migration's file.
struct MigrationSource {
  std::string name;  // without its ending
  std::string text;
};

// A role's application that was seen on the old version.
struct OldClient {
  std::string role;
  std::string application;
  int sessions = 0;       // at this look; 0: it was seen before
  std::string last_seen;  // as MigrationRecord::started_at; empty if the state has no word of it
  std::chrono::seconds ago{0};
};

// How long a command looks for who uses the old version: they are seen while they are at work, and
// most that work often are seen within this, which nobody minds to wait for.
inline constexpr std::chrono::milliseconds kLookForOldClients{200};

struct CompleteOptions {
  // Wait until nobody has been seen on the old version for so long; none: do not wait.
  std::optional<std::chrono::milliseconds> when_idle{};
  // For who is there, to warn of them, before it begins; not where it has waited for them.
  std::chrono::milliseconds look_for{0};
};

struct Status {
  Identifier schema;
  std::optional<Identifier> old_version_schema;  // what old clients use; none: the base schema
  std::optional<Identifier> new_version_schema;  // while a migration is active and published
  std::optional<MigrationRecord> active;  // the migration that is active, of a span the newest
  std::optional<MigrationRecord> latest;  // the last one completed
  std::vector<std::string> steps_done;    // ids of the active plan's steps
  std::size_t steps_total = 0;
  bool contract_has_begun = false;       // from then on there is no way back
  std::vector<BackfillState> backfills;  // of the active plan, in its order
  // Seen on the old version since the migration started, the latest first; see OldClients.
  std::vector<OldClient> old_clients;
  BackfillSettings backfill_settings;  // what zdm backfill has said of them
  // What others have changed in the schema since the last migration was complete, where it was
  // asked for who uses it. None where it is not known, as while a migration is active.
  std::optional<Findings> drift;
  Findings notes;        // what zdm cannot see here, and what would show it
  bool running = false;  // some zdm holds the schema's advisory lock now
};

struct PlanResult {
  Plan plan;
  Findings findings;
};

// The files of a folder, read, in their order.
using Folder = std::vector<ParsedMigration>;

struct MigrateOptions {
  StartOptions start;
  HistoryPolicies policies;
  std::string to;           // the name of the last one that is wanted; empty: all
  bool one_by_one = false;  // each complete before the next
  bool expect_one = false;  // refuse if there is another number of them
};

// What has become of a folder's files.
struct Migrated {
  std::vector<std::string> ran;   // names of those that this run has brought on their way
  std::vector<std::string> left;  // of those that are outstanding still
  Findings findings;              // with an error, what is left has not begun
};

// What migrate would run first, if anything.
struct FolderPlan {
  std::optional<Plan> plan;       // means nothing where a finding is an error
  std::vector<std::string> left;  // names of those that it leaves for a later run
  Findings findings;
};

// The life of migrations on one managed schema of one database. Each command takes the schema's
// advisory lock where it writes (Error(wrong_state) if another zdm holds it), creates or upgrades
// zdm's state where it is allowed to, and throws Error where the world refuses. What the user did
// wrong comes back as findings; with an error among them nothing has changed.
class Lifecycle {
 public:
  Lifecycle(Options options, Progress& progress);
  ~Lifecycle();

  void init();
  PlanResult plan(const Migration& migration);
  // For those who plan on: the tables as clients see them now, and what the server answers to a
  // migration's questions over tables.
  Catalog catalog();
  Facts facts(const Migration& migration, const Catalog& catalog);
  // How large the tables are that such a plan reads or writes, for its reader. None where somebody
  // holds one of them in a mode in which even that cannot be seen.
  std::optional<Extents> extents(const Plan& plan);
  // Tries the migration's expressions and rules with rows that are there, and writes nothing: what
  // would fail, or not come back by the way back. For a migration whose plan has no errors.
  Findings check_data(const Migration& migration, const DataSample& sample);
  Findings start(const Migration& migration, const StartOptions& options);
  // Starts as many as can run as one, and with `complete` or `one_by_one` all, of what is
  // outstanding in the folder: what history does not have. Goes on with what was stopped.
  Migrated migrate(const Folder& folder, const MigrateOptions& options);
  FolderPlan plan_migrate(const Folder& folder, const MigrateOptions& options);
  // `false`: the latest migration was complete already, nothing to do.
  bool complete(const CompleteOptions& options = {});
  void rollback();
  // Looks for `look_for` who uses the old version now, and if that is not 0, for what has changed.
  Status status(std::chrono::milliseconds look_for = {});
  // Shows the status now and then again after each `pause`, in which it looks for who uses the old
  // version, until `show` returns false. Throws
  // Error(interrupted) when interrupted.
  void watch(std::chrono::milliseconds pause, const std::function<bool(const Status&)>& show);

  // Steer the backfill of the migration that is starting, by whichever zdm it runs now or goes on
  // later; one that runs obeys within a second. Throw Error(wrong_state) where none is to be
  // filled.
  void pause_backfill();
  void resume_backfill();
  void tune_backfill(const BackfillTuning& tuning);
  void forget_backfill_tuning();  // the options of start hold again

  std::vector<MigrationRecord> history();  // oldest first
  // The files of what has been started and not rolled back, as they were then; oldest first.
  std::vector<MigrationSource> sources();

  // From any thread (not from a signal handler): the run stops at the next safe point with
  // Error(interrupted); long statements (index builds, validation, backfill batches) are cancelled.
  void interrupt();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace zdm::run
