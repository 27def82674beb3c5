#pragma once

#include <map>
#include <utility>
#include <vector>

#include "catalog/catalog.hpp"
#include "catalog/facts.hpp"
#include "core/finding.hpp"
#include "migration/migration.hpp"

namespace zdm::planner {

// The operations of a migration applied to a catalog, in the order in which they can be.
struct Folded {
  Catalog after;
  std::vector<DualWrite> dual_writes;  // in the order of the fold
  std::vector<RawSql> raw_sql;
  Questions questions;
  Findings findings;
  // Every column that was there at some point in between, also those that no version shows: the
  // values that one operation derives for the next.
  std::map<std::pair<TableId, ColumnId>, Column> columns;
};

// An operation moves behind a later one only if it needs what that one makes. Without facts, goes
// as far as it can. An operation with an error is left out of the catalog, and later findings about
// what it would have made are left out too: they would only repeat it.
Folded fold(const Migration& migration, const Catalog& before, const Facts& facts);

}  // namespace zdm::planner
