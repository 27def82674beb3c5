#include "operations/foreign_key.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>

#include "operations/expression.hpp"
#include "operations/find.hpp"

namespace zdm::operations {
namespace {

constexpr int kPostgres15 = 150000;

// The columns of an index, sorted; none if it has an expression or leaves rows out.
std::optional<std::vector<ColumnId>> plain_columns(const Index& index) {
  if (index.predicate) return std::nullopt;
  std::vector<ColumnId> columns;
  for (const IndexElement& element : index.elements) {
    const ColumnId* column = std::get_if<ColumnId>(&element.key);
    if (column == nullptr) return std::nullopt;
    columns.push_back(*column);
  }
  std::sort(columns.begin(), columns.end());
  return columns;
}

std::string names_of(const Table& table, const std::vector<ColumnId>& columns) {
  std::vector<std::string> names;
  for (const ColumnId id : columns) names.push_back(table.column(id)->name.str());
  return list_of(names);
}

void refuse_incomparable(Draft& draft, const Column& from, const Column& to,
                         const fields::Location& where) {
  if (!are_comparable(draft, from.type, to.type))
    draft.refuse(
        where, "bad-value",
        fmt::format("\"{}\" is of type {}, which cannot be compared with \"{}\" of type {}",
                    to.name.str(), to.type.text, from.name.str(), from.type.text));
}

std::vector<ColumnId> find_referenced(Draft& draft, const Table& target, const ForeignKeySpec& spec,
                                      const Table& table, const fields::Location& where) {
  std::vector<ColumnId> ids;
  const auto& names = spec.references.columns;
  for (std::size_t i = 0; i < names.size(); ++i)
    if (const Column* column = find_column(draft, target, names[i], spec.columns_at[i])) {
      if (i < spec.columns.size())
        refuse_incomparable(draft, *table.column(spec.columns[i]), *column, spec.columns_at[i]);
      ids.push_back(column->id);
    }
  if (names.size() != spec.columns.size())
    draft.refuse(where, "bad-value",
                 fmt::format("{} columns cannot point to {}", spec.columns.size(), names.size()));
  else if (ids.size() == names.size() && !is_key(target, ids))
    draft.refuse(
        spec.table_at, "no-key",
        fmt::format("table \"{}\" has no primary key and no unique constraint on just ({})",
                    target.name.str(), names_of(target, ids)));
  return ids;
}

std::vector<ColumnId> set_columns(Draft& draft, const Table& table, const ForeignKeySpec& spec) {
  const auto& names = spec.references.on_delete_set_columns;
  if (names.empty()) return {};
  const ReferentialAction action = spec.references.on_delete;
  if (action != ReferentialAction::set_null && action != ReferentialAction::set_default)
    draft.refuse(spec.set_columns_at, "bad-value",
                 "only SET NULL and SET DEFAULT set columns on delete");
  const int version = draft.before().server_version;
  if (version > 0 && version < kPostgres15)
    draft.refuse(spec.set_columns_at, "server-too-old", "needs PostgreSQL 15");
  const auto columns = find_columns(draft, table, names, spec.set_columns_at);
  for (const ColumnId id : columns)
    if (std::find(spec.columns.begin(), spec.columns.end(), id) == spec.columns.end())
      draft.refuse(spec.set_columns_at, "bad-value",
                   fmt::format("\"{}\" is no column of the foreign key", names_of(table, {id})));
  return columns;
}

}  // namespace

bool is_key(const Table& table, std::vector<ColumnId> columns) {
  std::sort(columns.begin(), columns.end());
  const auto constrains = [&](const Constraint& constraint) {
    const auto* key = std::get_if<KeyConstraint>(&constraint.rule);
    return key != nullptr && !constraint.deferrable && plain_columns(key->index) == columns;
  };
  const auto indexes = [&](const Index& index) {
    return index.unique && index.valid && plain_columns(index) == columns;
  };
  return std::any_of(table.constraints.begin(), table.constraints.end(), constrains) ||
         std::any_of(table.indexes.begin(), table.indexes.end(), indexes);
}

ForeignKeyConstraint foreign_key(Draft& draft, const Table& table, const ForeignKeySpec& spec,
                                 const fields::Location& where) {
  ForeignKeyConstraint key;
  key.columns = spec.columns;
  key.on_delete = fields::text_of(spec.references.on_delete);
  key.on_update = fields::text_of(spec.references.on_update);
  key.match = fields::text_of(spec.references.match_type);
  if (spec.references.match_type == MatchType::partial)
    draft.refuse(where.at("match_type"), "bad-value", "PostgreSQL does not have MATCH PARTIAL");
  key.on_delete_set_columns = set_columns(draft, table, spec);
  // A table that is about to be made may point to itself.
  const Table* target = spec.references.table == table.name
                            ? &table
                            : find_table(draft, spec.references.table, spec.table_at);
  if (target == nullptr) return key;
  key.references = target->id;
  key.referenced_columns = find_referenced(draft, *target, spec, table, where);
  return key;
}

}  // namespace zdm::operations
