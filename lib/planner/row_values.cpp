#include "planner/row_values.hpp"

#include "sql/expression.hpp"

namespace zdm::planner {

bool can_be_rewritten(const BoundExpression& expression) {
  const ExpressionAnalysis analysis = analyze(expression.text);
  return analysis.error.empty() && !analysis.has_subquery && !analysis.reads_whole_row;
}

TypeName cast_type(const Column& column) {
  return column.unmodified_type.text.empty() ? column.type : column.unmodified_type;
}

Sql rewritten_value(const Assignment& assignment, const RowValues& values) {
  return sql("{}::{}", replace_columns(*assignment.expression, values),
             cast_type(assignment.column));
}

Sql verbatim_value(const Assignment& assignment) {
  return sql("{}::{}", assignment.expression->text, cast_type(assignment.column));
}

Sql as_held(const Sql& value, const Column& column) {
  return column.type == cast_type(column) ? value : sql("({}::{})", value, column.type);
}

Sql value_without_origin(const Column& column) {
  if (column.default_value) return sql("{}::{}", *column.default_value, column.type);
  return sql("NULL::{}", column.type);
}

}  // namespace zdm::planner
