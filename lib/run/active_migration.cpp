#include "run/active_migration.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "plan/plan_json.hpp"
#include "planner/raw_sql.hpp"
#include "planner/views.hpp"
#include "run/drift.hpp"
#include "run/lock_patience.hpp"
#include "sql/version_users.hpp"

namespace zdm::run {

ActiveMigration::ActiveMigration(SchemaSession& session, Interruption& interruption,
                                 Progress& progress, const Options& options, const History& history,
                                 long long id)
    : session_(session),
      history_(history),
      id_(id),
      plan_(plan_from_json(history.plan(*session, id))),
      context_{.session = session,
               .interruption = interruption,
               .progress = progress,
               .options = options,
               .plan = plan_,
               .journal = Journal(options.state_schema, id)},
      executor_(context_) {}

void ActiveMigration::set_status(MigrationStatus status) {
  session_.repeatable_transaction([&] { history_.set_status(*session_, id_, status); });
}

void ActiveMigration::start() {
  for (const Step& step : plan_.steps)
    if (step.phase != Phase::contract) executor_.run(step);
  set_status(MigrationStatus::started);
}

void ActiveMigration::complete() {
  set_status(MigrationStatus::completing);
  for (const Step& step : plan_.steps)
    if (step.phase == Phase::contract) executor_.run(step);
  const KnownDefinitions known(context_.options.state_schema, plan_.schema);
  const Sql keep = known.keep(id_, definitions(), session_->server_version());
  session_.repeatable_transaction([&] {
    history_.set_status(*session_, id_, MigrationStatus::completed);
    session_->query(keep.text());
  });
}

// All is done by now: nobody is made to wait for what only tells of other people's changes.
std::optional<pg::Definitions> ActiveMigration::definitions() {
  auto definitions = definitions_without_waiting(*session_, plan_.schema,
                                                 lock_timeout(context_.options.lock, session_));
  if (!definitions)
    context_.progress.note(
        "what others change in the schema from now on cannot be told before the next migration, "
        "since somebody holds a lock on one of its tables");
  return definitions;
}

// Told before the new version is taken from its clients. What is made in between is told by the
// step that trips over it.
void ActiveMigration::refuse_if_used() {
  std::string users;
  for (const Identifier& schema :
       {plan_.version_schema, planner::building_schema(plan_.version_schema)})
    for (const pg::Row& row : session_->query(users_of_version(schema).text()).rows)
      users += "\n  " + row.at(0).value_or("");
  if (users.empty()) return;
  throw Error(ErrorKind::failed,
              "the new version's views cannot be taken away, since others use them:" + users,
              "drop these, or let them use the tables", "2BP01");
}

void ActiveMigration::roll_back() {
  refuse_if_used();
  set_status(MigrationStatus::rolling_back);
  for (auto step = plan_.steps.rbegin(); step != plan_.steps.rend(); ++step)
    if (step->phase != Phase::contract) executor_.undo(*step);
  set_status(MigrationStatus::rolled_back);
}

std::string ActiveMigration::way_past_failed_sql() const {
  const Step* step = executor_.stopped_at();
  if (step == nullptr || step->phase != Phase::contract || !planner::is_raw_sql(*step)) return {};
  return "make the database such that this SQL runs; or do by hand what is still wanted of it, and "
         "leave it out by: " +
         context_.journal.mark_by_hand(step->id).text();
}

bool ActiveMigration::contract_has_begun() const {
  return run::contract_has_begun(plan_, executor_.states());
}

bool contract_has_begun(const Plan& plan, const std::map<std::string, StepState>& journal) {
  return std::any_of(plan.steps.begin(), plan.steps.end(), [&](const Step& step) {
    const auto found = journal.find(step.id);
    const bool touched = found != journal.end() && found->second != StepState::undone;
    // A proof changes nothing.
    return step.phase == Phase::contract && touched && !std::holds_alternative<Proof>(step.work);
  });
}

}  // namespace zdm::run
