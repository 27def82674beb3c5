#pragma once

#include "operations/column_forms.hpp"
#include "operations/draft.hpp"

namespace zdm::operations {

// What an operation comes to that takes a constraint off a table: its columns get second forms that
// are not bound to it, except those whose up and down are the column itself. `up` may lack columns:
// there it is the column itself. Refuses a key that foreign keys or the replica identity need.
Changes dropped_constraint(Draft draft, const Table& before, const Constraint& constraint,
                           ColumnExpressions up, const ColumnExpressions& down, Spelling spelling);

}  // namespace zdm::operations
