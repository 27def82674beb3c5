#pragma once

#include <optional>
#include <string>

#include "pg/definitions.hpp"
#include "plan/plan.hpp"
#include "run/executor.hpp"
#include "run/history.hpp"
#include "run/run_context.hpp"

namespace zdm::run {

// Has complete changed anything yet? Told by the journal.
bool contract_has_begun(const Plan& plan, const std::map<std::string, StepState>& journal);

// The migration that is active: its stored plan, how far it has come, and what can be done with it.
// The session holds the schema's lock as long as it lives.
class ActiveMigration {
 public:
  ActiveMigration(SchemaSession& session, Interruption& interruption, Progress& progress,
                  const Options& options, const History& history, long long id);
  ActiveMigration(const ActiveMigration&) = delete;
  ActiveMigration& operator=(const ActiveMigration&) = delete;

  const Plan& plan() const { return plan_; }

  // starting → started: the steps before contract that are not done.
  void start();
  // started → completing → completed.
  void complete();
  // starting, started → rolling_back → rolled_back. Throws Error(failed), and has changed nothing,
  // if something of the user's keeps the new version's views.
  void roll_back();

  bool contract_has_begun() const;
  // The way on where SQL of the user's own has failed at complete, and there is none back; else
  // empty.
  std::string way_past_failed_sql() const;

 private:
  void set_status(MigrationStatus status);
  void refuse_if_used();
  std::optional<pg::Definitions> definitions();

  SchemaSession& session_;
  const History& history_;
  long long id_;
  Plan plan_;
  RunContext context_;
  Executor executor_;
};

}  // namespace zdm::run
