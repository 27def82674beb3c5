#pragma once

#include <map>

#include "planner/composition.hpp"
#include "sql/sql.hpp"

namespace zdm::planner {

// Where an expression finds the values that it reads: NEW."email", a variable, a column of a
// subquery.
using RowValues = std::map<ColumnId, Sql>;

// Can the columns of the expression be replaced in its text? Not where it has a subquery, whose own
// columns win, reads the row as a whole, or is beyond the parser.
bool can_be_rewritten(const BoundExpression& expression);

// The assignment's value, cast to the column's type without its modifier: the column itself
// enforces that on assignment, where a cast would silently cut. Only if can_be_rewritten().
Sql rewritten_value(const Assignment& assignment, const RowValues& values);

// The expression as it was written, in parentheses and cast in the same way.
Sql verbatim_value(const Assignment& assignment);

// A derived value as the next expression reads it from the column: rounded, for numeric(10,2).
Sql as_held(const Sql& value, const Column& column);

// The value of a column that is neither physical nor derived: its default, or NULL.
Sql value_without_origin(const Column& column);

TypeName cast_type(const Column& column);

}  // namespace zdm::planner
