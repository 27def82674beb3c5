#pragma once

#include "operations/constraint_spec.hpp"
#include "operations/draft.hpp"

namespace zdm::operations {

// The table with a constraint as a file describes it. Refuses keys that do not go with its type, a
// name that is taken, and columns that do not fit.
Table with_table_constraint(Draft& draft, Table table, const ConstraintSpec& spec,
                            const fields::Location& where);

}  // namespace zdm::operations
