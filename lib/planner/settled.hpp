#pragma once

#include "catalog/catalog.hpp"

namespace zdm::planner {

// The catalog as the database would tell it once the migration is complete: what the migration was
// to make is there, and its names are taken. `before` is as a database would tell it already: it
// and the result share the tables that the migration leaves alone, since each further `with` would
// copy the whole catalog.
Catalog settled(const Catalog& before, const Catalog& after, const Identifier& version_schema);

}  // namespace zdm::planner
