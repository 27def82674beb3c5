#include "operations/new_constraint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "operations/expression.hpp"
#include "operations/find.hpp"
#include "operations/foreign_key.hpp"
#include "operations/type.hpp"

namespace zdm::operations {
namespace {

Constraint key_constraint(const Identifier& name, const std::vector<ColumnId>& columns) {
  KeyConstraint key;
  key.index.name = name;
  key.index.unique = true;
  for (const ColumnId column : columns) key.index.elements.emplace_back().key = column;
  Constraint constraint;
  constraint.name = name;
  constraint.rule = std::move(key);
  return constraint;
}

bool is_element(const Index& index, ColumnId id) {
  return std::any_of(index.elements.begin(), index.elements.end(), [&](const IndexElement& e) {
    const ColumnId* column = std::get_if<ColumnId>(&e.key);
    return column != nullptr && *column == id;
  });
}

}  // namespace

void refuse_deferral(Draft& draft, bool deferrable, bool initially_deferred,
                     const fields::Location& where) {
  if (initially_deferred && !deferrable)
    draft.refuse(where.at("initially_deferred"), "bad-value",
                 "only a deferrable constraint is initially deferred", "add \"deferrable\": true");
}

void require_free_key_name(Draft& draft, const Table& table, const Identifier& name,
                           const fields::Location& where) {
  const std::size_t findings = draft.findings();
  require_free_constraint(draft, table, name, where);
  if (draft.findings() == findings) require_free_relation(draft, name, where);
  draft.take(name);
}

Identifier free_key_name(Draft& draft, const Table& table, const std::string& column,
                         const std::string& label) {
  const auto is_taken = [&](const Identifier& name) {
    return draft.is_taken(name) || table.constraint(name) != nullptr;
  };
  const Identifier name = free_name({table.name.str(), column, label}, is_taken);
  draft.take(name);
  return name;
}

Table with_constraint(Table table, Constraint constraint) {
  const auto* key = std::get_if<KeyConstraint>(&constraint.rule);
  if (key != nullptr && key->primary)
    for (Column& column : table.columns)
      if (is_element(key->index, column.id)) column.nullable = false;
  const auto after = std::find_if(table.constraints.begin(), table.constraints.end(),
                                  [&](const Constraint& c) { return constraint.name < c.name; });
  table.constraints.insert(after, std::move(constraint));
  return table;
}

Constraint unique_constraint(const Identifier& name, const std::vector<ColumnId>& columns) {
  return key_constraint(name, columns);
}

Constraint primary_key(const Identifier& name, const std::vector<ColumnId>& columns) {
  Constraint constraint = key_constraint(name, columns);
  std::get<KeyConstraint>(constraint.rule).primary = true;
  return constraint;
}

Table with_check(Draft& draft, Table table, const CheckSpec& spec, const fields::Location& name_at,
                 const fields::Location& expression_at) {
  require_free_constraint(draft, table, spec.name, name_at);
  const Judged judged =
      judge_over_row(draft, spec.constraint, ExpressionUse::condition, table, {}, expression_at);
  Constraint constraint;
  constraint.name = spec.name;
  constraint.rule = CheckConstraint{judged.expression, spec.no_inherit};
  return with_constraint(std::move(table), std::move(constraint));
}

void require_equality(Draft& draft, const Column& column, const fields::Location& where) {
  if (!facts_of_type(draft, column).has_equality)
    draft.refuse(where, "bad-value",
                 fmt::format("\"{}\" is of type {}, which has no equality, as a key needs it",
                             column.name.str(), column.type.text),
                 column.type.text == "json" ? "use jsonb" : "");
}

Table with_unique(Draft& draft, Table table, const Identifier& name, ColumnId column,
                  const fields::Location& where) {
  require_equality(draft, *table.column(column), where);
  require_free_key_name(draft, table, name, where);
  return with_constraint(std::move(table), unique_constraint(name, {column}));
}

Table with_reference(Draft& draft, Table table, ColumnId column, const ColumnReferenceSpec& spec,
                     const fields::Location& where) {
  require_free_constraint(draft, table, spec.name, where.at("name"));
  refuse_deferral(draft, spec.deferrable, spec.initially_deferred, where);
  const ForeignKeySpec key{.columns = {column},
                           .references = {.table = spec.table,
                                          .columns = {spec.column},
                                          .on_delete = spec.on_delete,
                                          .on_delete_set_columns = {},
                                          .on_update = spec.on_update,
                                          .match_type = spec.match_type},
                           .table_at = where.at("table"),
                           .columns_at = {where.at("column")},
                           .set_columns_at = where};
  Constraint constraint;
  constraint.name = spec.name;
  constraint.rule = foreign_key(draft, table, key, where);
  constraint.deferrable = spec.deferrable;
  constraint.initially_deferred = spec.initially_deferred;
  return with_constraint(std::move(table), std::move(constraint));
}

}  // namespace zdm::operations
