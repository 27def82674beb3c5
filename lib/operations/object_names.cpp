#include "operations/object_names.hpp"

#include "sql/expression.hpp"

namespace zdm::operations {

std::string in_table(const Identifier& table, const Identifier& name) {
  return table.str() + "." + name.str();
}

std::string constraint_of(const Identifier& table, const Identifier& name) {
  return in_table(table, name) + " (constraint)";
}

void add_needs(ObjectNames& names, const Identifier& table,
               const std::optional<SqlExpression>& expression) {
  if (!expression) return;
  const ExpressionAnalysis analysis = analyze(*expression);
  if (analysis.has_subquery) return;
  for (const ColumnUse& use : analysis.columns)
    if (!use.qualifier || *use.qualifier == table) names.needs.push_back(in_table(table, use.name));
}

}  // namespace zdm::operations
