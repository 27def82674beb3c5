#pragma once

#include "operations/column_forms.hpp"
#include "operations/draft.hpp"
#include "operations/inverse.hpp"

namespace zdm::operations {

// What an operation comes to that takes a constraint off a table: its columns get second forms that
// are not bound to it, except those whose up and down are the column itself. `up` may lack columns:
// there it is the column itself. Refuses a key that foreign keys or the replica identity need.
Changes dropped_constraint(Draft draft, const Table& before, const Constraint& constraint,
                           ColumnExpressions up, const ColumnExpressions& down, Spelling spelling);

// The create_constraint that takes that back. `up` and `down` are as above, and those of the drop.
Inverse inverse_of_dropped(const Catalog& before, const Identifier& table, const Identifier& name,
                           const ColumnExpressions& up, const ColumnExpressions& down);

// Tells of the values that an `up` has changed, of a table as it was before, if it is known.
void add_losses(Inverse& inverse, const Table* before, const ColumnExpressions& up);

// Adds the operation that takes a constraint off again; `after` is the catalog that has it, if it
// is known. `up` and `down` are the drop's, and may lack columns: there it is the column itself.
void add_drop(Inverse& inverse, const Catalog& after, const Identifier& table,
              const Identifier& name, const ColumnExpressions& up, const ColumnExpressions& down);

}  // namespace zdm::operations
