#include "convert/sql_name.hpp"

#include "core/identifier.hpp"
#include "sql/expression.hpp"

namespace zdm::convert {

std::string sql_name(const std::string& column) {
  // user, for example, is a function.
  const ExpressionAnalysis analysis = analyze(SqlExpression(column));
  const bool plain = analysis.error.empty() && analysis.columns.size() == 1 &&
                     analysis.columns.front().name.str() == column &&
                     analysis.columns.front().begin == 0 &&
                     analysis.columns.front().end == column.size();
  return plain ? column : Identifier(column).quoted();
}

}  // namespace zdm::convert
