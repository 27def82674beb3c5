#pragma once

#include "catalog/catalog.hpp"

namespace zdm::planner {

// The catalog as the database would tell it once the migration is complete: what the migration was
// to make is there, and its names are taken.
Catalog settled(const Catalog& before, const Catalog& after, const Identifier& version_schema);

}  // namespace zdm::planner
