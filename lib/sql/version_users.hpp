#pragma once

#include "sql/sql.hpp"

namespace zdm {

// A query: a row, with the one column "what", for each object outside of the version schema that
// uses a view in it, and so keeps the view from being dropped.
Sql users_of_version(const Identifier& version_schema);

}  // namespace zdm
