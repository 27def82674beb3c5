#include "run/active_migration.hpp"

#include <algorithm>

#include "plan/plan_json.hpp"

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
  set_status(MigrationStatus::completed);
}

void ActiveMigration::roll_back() {
  set_status(MigrationStatus::rolling_back);
  for (auto step = plan_.steps.rbegin(); step != plan_.steps.rend(); ++step)
    if (step->phase != Phase::contract) executor_.undo(*step);
  set_status(MigrationStatus::rolled_back);
}

bool ActiveMigration::contract_has_begun() const {
  return std::any_of(plan_.steps.begin(), plan_.steps.end(), [this](const Step& step) {
    // A proof changes nothing.
    return step.phase == Phase::contract && executor_.was_touched(step) &&
           !std::holds_alternative<Proof>(step.work);
  });
}

}  // namespace zdm::run
