#pragma once

#include <set>

#include "catalog/catalog.hpp"
#include "planner/table_change.hpp"

namespace zdm::planner {

// From PostgreSQL 18 on NOT NULL is a constraint with a name, which keeps the names that table and
// column had when it was made ("Constraints" (ddl-constraints) in its manual): for what zdm makes
// under names of its own, it has to be given.
bool has_not_null_names(const Catalog& catalog);

// "<table>_<column>_not_null", cut as the server would, and none of those that are taken, to which
// it is added.
Identifier not_null_name(const Identifier& table, const Identifier& column,
                         std::set<Identifier>& taken);

// The names of NOT NULL that the new columns of a table get in the end: those that the old form's
// has, and else only where the server would not give the right one by itself, since the column or
// its table has another name until then.
std::map<ColumnId, Identifier> not_null_names(const TableChange& change, const Catalog& catalog);

// Until contract, where the old form's NOT NULL may still have the name.
Identifier not_null_name_for_now(const Identifier& physical_column);

}  // namespace zdm::planner
