// A database of its own for a test of lib/run, on a throw-away server of this process.
#pragma once

#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "pg/session.hpp"
#include "pg_server.hpp"
#include "plan/plan_json.hpp"
#include "run/active_migration.hpp"
#include "run/history.hpp"
#include "run/lifecycle.hpp"
#include "run/progress.hpp"
#include "run/schema_session.hpp"
#include "run/state_schema.hpp"

namespace zdm::test {

using namespace std::chrono_literals;

class Database {
 public:
  // Owned by "owner", who is no superuser.
  Database() {
    pg::Session admin(pg::Target{.url = server().url(), .role = {}});
    admin.query("CREATE ROLE owner LOGIN");
    admin.query("CREATE DATABASE test OWNER owner");
    exec("ALTER SCHEMA public OWNER TO owner");
  }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database() {
    pg::Session admin(pg::Target{.url = server().url(), .role = {}});
    admin.query("DROP DATABASE test WITH (FORCE)");
    admin.query("DROP ROLE owner");
  }

  pg::Target target() const {
    pg::Target target{.url = server().url("test"), .role = Identifier("owner")};
    return target;
  }
  pg::Session session() const { return pg::Session(target()); }
  // Names without a schema are those of public, as for any client.
  pg::Session superuser(const std::string& name = "client") const {
    pg::Session session(
        pg::Target{.url = server().url("test"), .role = {}, .application_name = name});
    session.query("SET search_path = public");
    return session;
  }
  // A table that "owner" owns; `definition` is what follows its name.
  void create_table(const std::string& name, const std::string& definition) const {
    exec("CREATE TABLE " + name + " " + definition + "; ALTER TABLE " + name + " OWNER TO owner");
  }
  void exec(const std::string& sql) const { superuser().query(sql); }
  std::string value(const std::string& sql) const { return superuser().query(sql).value(); }

  run::Options options() const {
    run::Options options;
    options.target = target();
    options.lock.attempts_for = 5s;
    options.lock.timeout = 100ms;
    return options;
  }
};

// Tells afterwards what a run has told.
class Recorder : public run::Progress {
 public:
  void step_begins(const Step& step) override { tell("begins " + step.id); }
  void step_done(const Step& step, std::chrono::milliseconds) override { tell("done " + step.id); }
  bool wants_statements() const override { return one_by_one; }
  void statement_done(const std::string& sql, std::chrono::milliseconds) override {
    statements.push_back(sql);
  }
  void waits_for_lock(const std::string& what, int attempt, std::chrono::milliseconds,
                      const std::vector<run::Blocker>& who) override {
    tell("waits " + what);
    attempts = attempt;
    if (!who.empty()) blockers = who;
    if (on_wait) on_wait();
  }
  void backfilled(const run::BackfillState& state) override {
    pages_done = state.pages_done;
    pages = state.pages;
    rows_written = state.rows_written;
    pause = state.pause;
    if (on_backfilled) on_backfilled();
  }
  void undoing(const Step& step) override { tell("undoing " + step.id); }
  void note(const std::string& text) override { tell("note " + text); }

  void tell(std::string event) { events.push_back(std::move(event)); }

  bool one_by_one = false;
  std::function<void()> on_wait;
  std::function<void()> on_backfilled;
  std::vector<std::string> events;
  std::vector<std::string> statements;
  std::vector<run::Blocker> blockers;
  int attempts = 0;
  std::string pause;  // of a backfill, as it was told last
  long long pages_done = 0;
  long long pages = 0;
  long long rows_written = 0;
};

// A statement in another session's open transaction, until it is released or destroyed.
class OpenTransaction {
 public:
  OpenTransaction(const Database& database, const std::string& sql,
                  const std::string& name = "client")
      : session_(database.superuser(name)) {
    session_->query("BEGIN");
    session_->query(sql);
  }
  int pid() const { return session_->backend_pid(); }
  void release() {
    if (session_) session_->query("COMMIT");
    session_.reset();
  }

 private:
  std::optional<pg::Session> session_;
};

inline Statement statement(const std::string& text, LockMode lock = LockMode::none,
                           const std::string& table = {}, Cost cost = Cost::brief) {
  Statement made{.sql = Sql::raw(text), .lock = lock, .cost = cost, .table = {}};
  if (!table.empty()) made.table = QualifiedName{Identifier("public"), Identifier(table)};
  return made;
}

inline Step step(const std::string& id, Work work, Reversal reversal = NothingToUndo{"a test"},
                 Phase phase = Phase::expand) {
  return {.id = id,
          .phase = phase,
          .title = "the step " + id,
          .work = std::move(work),
          .reversal = std::move(reversal)};
}

inline Plan plan_of(std::vector<Step> steps) {
  return {.migration = "01_test",
          .description = {},
          .schema = Identifier("public"),
          .version_schema = Identifier("public_01_test"),
          .old_version_schema = {},
          .search_path = {Identifier("public")},
          .steps = std::move(steps)};
}

// A migration with a plan written by hand, as if start had just put it into the history.
class Run {
 public:
  Run(const Database& database, const Plan& plan) : Run(database.options(), plan) {}
  Run(run::Options its_options, const Plan& plan)
      : options(std::move(its_options)),
        session(options.target, run::SchemaLock(options.state_schema, options.schema),
                interruption),
        history(options.state_schema, options.schema) {
    run::StateSchema(options.state_schema).ensure(*session);
    session.lock();
    Migration migration;
    migration.name = plan.migration;
    const auto active = history.active(*session);
    id = active ? active->id
                : history.begin(*session, {migration}, plan.version_schema, plan_to_json(plan));
    migration_.emplace(session, interruption, progress, options, history, id);
  }

  run::ActiveMigration& operator*() { return *migration_; }
  run::ActiveMigration* operator->() { return &*migration_; }

  std::optional<run::StepState> state(const std::string& step_id) {
    return run::Journal(options.state_schema, id).state(*session, step_id);
  }

  run::Options options;
  Recorder progress;
  run::Interruption interruption;
  run::SchemaSession session;
  run::History history;
  long long id = 0;

 private:
  std::optional<run::ActiveMigration> migration_;
};

// The Error that `work` throws; a failed test if it throws none.
inline Error error_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    return error;
  }
  throw std::logic_error("no Error was thrown");
}

}  // namespace zdm::test
