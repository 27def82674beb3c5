#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "catalog/catalog.hpp"
#include "catalog/facts.hpp"
#include "core/finding.hpp"
#include "migration/migration.hpp"

namespace zdm {

struct Inverted {
  nlohmann::ordered_json migration;  // as a file has it; means nothing with an error
  Findings findings;                 // what has no inverse, and what does not come back
};

// The migration that takes `migration` back once it is complete. `before` are the tables before it,
// as far as they are known: it need not have any.
Inverted inverse(const Migration& migration, const Catalog& before, const Facts& facts);

}  // namespace zdm
