#pragma once

#include <vector>

#include "planner/fold.hpp"
#include "planner/physical_names.hpp"
#include "planner/table_work.hpp"

namespace zdm::planner {

// A migration folded over a catalog, and what is to be done to each table: whatever is said of the
// migration is read off this. Holds references: `before`, `facts` and `situation` must outlive it.
class Workings {
 public:
  Workings(const Migration& migration, const Catalog& before, const Facts& facts,
           const Situation& situation);
  Workings(const Workings&) = delete;
  Workings& operator=(const Workings&) = delete;

  const Folded folded;
  const std::vector<TableChange> changes;
  const PhysicalNames names;
  const Context context;
  const std::vector<TableWork> works;
};

}  // namespace zdm::planner
