#pragma once

#include <optional>
#include <vector>

#include "operations/column_spec.hpp"
#include "operations/draft.hpp"

namespace zdm::operations {

// A column made as a file describes it.
struct NewColumn {
  Column column;
  TypeFacts type;
  // What rows get that are there before the column: an expression that is not a constant, which
  // PostgreSQL could not add to them without a rewrite. None where the default does it.
  std::optional<BoundExpression> fill;
};

// Everything of the column but its constraints and, where it is generated, its expression, which
// may read columns that come after it.
NewColumn new_column(Draft& draft, const ColumnSpec& spec, ColumnId id, const Identifier& table,
                     const fields::Location& where);

// The rest: the table with the generated column's expression, and the constraints that the column
// brings with it (not the primary key).
Table with_generated(Draft& draft, Table table, const ColumnSpec& spec,
                     const fields::Location& where);
// A generated column cannot be computed from another one.
void refuse_generated_from_generated(Draft& draft, const Table& table, const ColumnSpec& spec,
                                     const fields::Location& where);
Table with_column_constraints(Draft& draft, Table table, const ColumnSpec& spec,
                              const fields::Location& where);

}  // namespace zdm::operations
