#include "catalog/primary_key.hpp"

#include <variant>

namespace zdm {

const Constraint* primary_key_of(const Table& table) {
  for (const Constraint& constraint : table.constraints)
    if (const auto* key = std::get_if<KeyConstraint>(&constraint.rule); key && key->primary)
      return &constraint;
  return nullptr;
}

std::vector<ColumnId> primary_key_columns(const Table& table) {
  const Constraint* constraint = primary_key_of(table);
  if (constraint == nullptr) return {};
  std::vector<ColumnId> ids;
  for (const IndexElement& element : std::get<KeyConstraint>(constraint->rule).index.elements)
    ids.push_back(std::get<ColumnId>(element.key));
  return ids;
}

}  // namespace zdm
