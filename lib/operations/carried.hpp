#pragma once

#include "operations/draft.hpp"

namespace zdm::operations {

// Refuses the new type of a column, by the name of each index and constraint that cannot be with
// it. `after` is the table, and `catalog` all tables, with the column's second form.
void refuse_unfit_type(Draft& draft, const Catalog& catalog, const Table& after,
                       const Column& column, const fields::Location& where);

// Does anything read the column's value as its old type, so that PostgreSQL would have to look at
// all rows (a check, a foreign key) or could not change the type at all (a trigger, a view)?
bool is_used_by_type(const Catalog& catalog, const Table& table, const Column& column);

}  // namespace zdm::operations
