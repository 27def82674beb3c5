#pragma once

#include <optional>

#include "catalog/catalog.hpp"
#include "catalog/facts.hpp"
#include "migration/migration.hpp"
#include "pg/session.hpp"
#include "planner/planner.hpp"
#include "run/lifecycle.hpp"

namespace zdm::run {

// What the server answers to all questions of the migration over those tables, as it is planned
// from.
Facts ask(pg::Session& session, const Identifier& schema,
          const std::vector<Identifier>& search_path, const Migration& migration,
          const Catalog& catalog);

// What a migration is planned from.
struct Basis {
  Catalog before;
  Facts facts;
  Situation situation;
};

// Reads the tables, and asks the server what the migration's operations want to know.
Basis basis_of(pg::Session& session, const Options& options,
               const std::optional<Identifier>& live_version_schema, const Migration& migration);

// Plans from that. Changes nothing in the database.
PlanResult make_plan(pg::Session& session, const Options& options,
                     const std::optional<Identifier>& live_version_schema,
                     const Migration& migration);

}  // namespace zdm::run
