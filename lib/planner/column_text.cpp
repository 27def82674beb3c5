#include "planner/column_text.hpp"

#include <algorithm>

#include "sql/expression.hpp"

namespace zdm::planner {
namespace {

bool is_derived(const Column& column, const Composition& composition) {
  return std::any_of(composition.up.begin(), composition.up.end(),
                     [&](const Assignment& a) { return a.target == column.id; });
}

Sql type_and_collation(const Column& column) {
  return column.collation ? sql("{} COLLATE {}", column.type, *column.collation)
                          : sql("{}", column.type);
}

// By name, since PostgreSQL would name it after the name that the table has until contract.
std::optional<QualifiedName> sequence_name(const Column& column) {
  if (!column.sequence) return std::nullopt;
  return column.sequence->name;
}

Sql not_null(const std::optional<Identifier>& name) {
  return name ? sql(" CONSTRAINT {} NOT NULL", *name) : sql(" NOT NULL");
}

}  // namespace

bool has_physical_default(const Column& column, const Composition& composition) {
  return column.default_value.has_value() && !is_derived(column, composition);
}

bool needs_not_null_proof(const Column& column, const Composition& composition) {
  return !column.nullable && !has_physical_default(column, composition);
}

Sql added_column_definition(const Column& column, const Composition& composition,
                            const std::optional<Identifier>& not_null_name) {
  const Sql type = type_and_collation(column);
  if (!has_physical_default(column, composition)) return type;
  return sql("{} DEFAULT {}{}", type, *column.default_value,
             column.nullable ? sql("") : not_null(not_null_name));
}

Sql generated_column_definition(const Column& column, const std::map<ColumnId, Identifier>& names) {
  return sql("{} GENERATED ALWAYS AS {} STORED", type_and_collation(column),
             rename_columns(*column.generated, names));
}

Sql identity_definition(const Column& column, const std::optional<QualifiedName>& sequence) {
  std::vector<Sql> options;
  if (sequence) options.push_back(sql("SEQUENCE NAME {}", *sequence));
  if (column.sequence && !column.sequence->options.empty())
    options.push_back(Sql::raw(column.sequence->options));
  return sql("GENERATED {} AS IDENTITY{}",
             column.identity == Identity::always ? sql("ALWAYS") : sql("BY DEFAULT"),
             options.empty() ? sql("") : sql(" ({})", join(options, " ")));
}

Sql made_column_definition(const Column& column, const std::map<ColumnId, Identifier>& names,
                           const std::optional<Identifier>& not_null_name) {
  Sql text =
      column.generated ? generated_column_definition(column, names) : type_and_collation(column);
  if (column.default_value) text = sql("{} DEFAULT {}", text, *column.default_value);
  if (column.identity != Identity::none)
    text = sql("{} {}", text, identity_definition(column, sequence_name(column)));
  if (!column.nullable) text = sql("{}{}", text, not_null(not_null_name));
  return text;
}

}  // namespace zdm::planner
