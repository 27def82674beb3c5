#pragma once

#include <optional>

#include "migration/migration.hpp"
#include "pg/session.hpp"
#include "run/lifecycle.hpp"

namespace zdm::run {

// What the server answers to all questions of the migration over those tables, as it is planned
// from.
Facts ask(pg::Session& session, const Identifier& schema,
          const std::vector<Identifier>& search_path, const Migration& migration,
          const Catalog& catalog);

// Reads the tables, asks the server what the migration's operations want to know, and plans.
// Changes nothing in the database.
PlanResult make_plan(pg::Session& session, const Options& options,
                     const std::optional<Identifier>& live_version_schema,
                     const Migration& migration);

}  // namespace zdm::run
