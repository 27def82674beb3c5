#include "operations/carried_expressions.hpp"

#include <fmt/format.h>

#include <string>
#include <variant>
#include <vector>

#include "sql/expression.hpp"

namespace zdm::operations {
namespace {

using Expressions = std::vector<const BoundExpression*>;

Expressions expressions_of(const Index& index) {
  Expressions found;
  for (const IndexElement& element : index.elements)
    if (const auto* expression = std::get_if<BoundExpression>(&element.key))
      found.push_back(expression);
  if (index.predicate) found.push_back(&*index.predicate);
  return found;
}

struct ExpressionsOf {
  Expressions operator()(const CheckConstraint& check) const { return {&check.expression}; }
  Expressions operator()(const KeyConstraint& key) const { return expressions_of(key.index); }
  Expressions operator()(const ForeignKeyConstraint&) const { return {}; }
  Expressions operator()(const ExcludeConstraint& exclude) const {
    return expressions_of(exclude.index);
  }
};

}  // namespace

void refuse_unwritable_rules(Draft& draft, const Table& table, const Column& column,
                             const fields::Location& where) {
  const auto look_at = [&](const char* kind, const Identifier& name, const Expressions& all) {
    for (const BoundExpression* expression : all) {
      if (!expression->reads(column.id)) continue;
      const std::string why = why_not_replaceable(analyze(expression->text));
      if (!why.empty())
        draft.refuse(where, "has-dependents",
                     fmt::format("{} \"{}\" of table \"{}\" cannot be carried over: {}: {}", kind,
                                 name.str(), table.name.str(), expression->text.text(), why),
                     "drop it in a migration before this one, and add it again after");
    }
  };
  for (const Constraint& constraint : table.constraints)
    look_at("constraint", constraint.name, std::visit(ExpressionsOf{}, constraint.rule));
  for (const Index& index : table.indexes) look_at("index", index.name, expressions_of(index));
}

}  // namespace zdm::operations
