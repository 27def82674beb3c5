#pragma once

#include <optional>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"
#include "catalog/facts.hpp"
#include "core/finding.hpp"
#include "migration/migration.hpp"
#include "plan/plan.hpp"

namespace zdm {

// What the planner has to know besides the migration and the tables.
struct Situation {
  Identifier state_schema{"zdm"};
  std::optional<Identifier> live_version_schema;  // what the old version's clients use, if any
  std::vector<Identifier> search_path;            // further schemas for expressions
  // The tables are as they will be behind the SQL that runs at start: it was tried. Else nobody
  // knows them before it has run.
  bool sql_is_tried = false;
};

struct Planned {
  Plan plan;
  Findings findings;  // with an error, the plan is not to be run
  Catalog after;      // the tables as clients of the new version see them
};

// What the migration's operations would ask the server and `known` does not answer. An answer can
// lead to the next question (a type's real name is part of a later expression's row): ask until
// none is left.
Questions questions(const Migration& migration, const Catalog& before, const Facts& known = {});

// A fold of the operations over the catalog. Pure: same input, same plan, byte for byte.
Planned plan(const Migration& migration, const Catalog& before, const Facts& facts,
             const Situation& situation);

// The steps that make the views of a version schema for tables as they are (PublishAsFound).
std::vector<Step> publish_steps(const Catalog& catalog, const Identifier& version_schema);

}  // namespace zdm
