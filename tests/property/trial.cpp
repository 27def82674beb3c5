#include "property/trial.hpp"

#include "property/tables.hpp"
#include "property/writes.hpp"

namespace zdm::property {

nlohmann::json Trial::migration() const {
  nlohmann::json operations = nlohmann::json::array();
  for (const Step& step : steps) operations.push_back(step.operation);
  return {{"operations", std::move(operations)}};
}

Trial make_trial(std::uint64_t seed) {
  Random random(seed);
  Names names(random);
  MadeTables tables = make_tables(random, names);
  MadeMigration migration = make_migration(tables.model, random, names);
  WriteMaker writes(tables.model, migration.after, random, names);
  Trial trial;
  trial.seed = seed;
  trial.draws_more = writes.draws_more();
  trial.definitions = common_definitions();
  trial.definitions.insert(trial.definitions.end(), tables.definitions.begin(),
                           tables.definitions.end());
  trial.rows = std::move(tables.rows);
  trial.steps = std::move(migration.steps);
  trial.completes = random.chance(55);
  trial.before_start = writes.by_old_clients(random.between(0, 6));
  const int old_count = random.between(2, 8);
  const int new_count = random.between(2, 8);
  if (trial.completes) trial.by_old_clients = writes.by_old_clients(old_count);
  trial.by_new_clients = writes.by_new_clients(new_count);
  if (!trial.completes) trial.by_old_clients = writes.by_old_clients(old_count);
  trial.at_the_end = trial.completes ? writes.by_new_clients(3) : writes.by_old_clients(3);
  return trial;
}

}  // namespace zdm::property
