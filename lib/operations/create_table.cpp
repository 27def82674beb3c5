// Expand: makes the table, whole, with all its constraints; no client sees it yet.
// Contract: nothing.
// Rollback: drops it.
#include <fmt/format.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "operations/column_spec.hpp"
#include "operations/described.hpp"
#include "operations/find.hpp"
#include "operations/kinds.hpp"
#include "operations/new_column.hpp"
#include "operations/new_constraint.hpp"
#include "operations/object_names.hpp"
#include "operations/table_constraint.hpp"

namespace zdm::operations {
namespace {

struct CreateTable {
  Identifier name;
  std::vector<ColumnSpec> columns;
  std::vector<ConstraintSpec> constraints;
  std::optional<std::string> comment;

  static constexpr std::string_view kName = "create_table";
  static constexpr std::string_view kSummary = "Makes a table, which only the new version has.";
  static constexpr PhaseNotes kPhases{
      "makes the table, whole, with all its constraints; no client sees it yet", "nothing",
      "drops it"};
  static const fields::Record<CreateTable>& record();

  ObjectNames names() const;
  Inverse inverse(const Catalog& before, const Catalog& after) const;
  Changes changes(Draft draft) const;

 private:
  void add_columns(Draft& draft, Table& table) const;
  Table with_rules(Draft& draft, Table table) const;
  Table with_key(Draft& draft, Table table) const;
};

const fields::Record<CreateTable>& CreateTable::record() {
  static const fields::Record<CreateTable> record(
      "create_table",
      {
          fields::required("name", &CreateTable::name, "the table's name"),
          fields::not_empty("columns", &CreateTable::columns, "its columns, in this order"),
          fields::optional("constraints", &CreateTable::constraints,
                           "constraints besides those of the columns"),
          fields::optional("comment", &CreateTable::comment, "PostgreSQL's comment on the table"),
      });
  return record;
}

ObjectNames CreateTable::names() const {
  ObjectNames names{.needs = {}, .makes = {name.str()}};
  const auto needs = [&](const Identifier& table) {
    if (table != name) names.needs.push_back(table.str());
  };
  for (const ColumnSpec& column : columns) {
    names.makes.push_back(in_table(name, column.name));
    if (column.references) needs(column.references->table);
  }
  for (const ConstraintSpec& constraint : constraints)
    if (constraint.references) needs(constraint.references->table);
  return names;
}

void CreateTable::add_columns(Draft& draft, Table& table) const {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const fields::Location where = draft.location().at("columns").at(i);
    require_free_column(draft, table, columns[i].name, where.at("name"));
    table.columns.push_back(
        new_column(draft, columns[i], table.next_column_id(), name, where).column);
  }
  table.last_column_id = table.next_column_id() - 1;
}

Table CreateTable::with_key(Draft& draft, Table table) const {
  std::vector<ColumnId> key;
  for (const ColumnSpec& column : columns)
    if (column.pk) key.push_back(table.column(column.name)->id);
  if (key.empty()) return table;
  const Identifier key_name = free_key_name(draft, table, {}, "pkey");
  return with_constraint(std::move(table), primary_key(key_name, key));
}

// Keys come first: a foreign key of the table may point to the table itself.
Table CreateTable::with_rules(Draft& draft, Table table) const {
  const fields::Location& where = draft.location();
  table = with_key(draft, std::move(table));
  const auto add = [&](bool foreign_keys) {
    for (std::size_t i = 0; i < constraints.size(); ++i)
      if ((constraints[i].type == ConstraintType::foreign_key) == foreign_keys)
        table = with_table_constraint(draft, std::move(table), constraints[i],
                                      where.at("constraints").at(i));
  };
  add(false);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const fields::Location at = where.at("columns").at(i);
    table = with_generated(draft, std::move(table), columns[i], at);
    table = with_column_constraints(draft, std::move(table), columns[i], at);
  }
  add(true);
  for (std::size_t i = 0; i < columns.size(); ++i)
    refuse_generated_from_generated(draft, table, columns[i], where.at("columns").at(i));
  return table;
}

Inverse CreateTable::inverse(const Catalog&, const Catalog&) const {
  Inverse inverse = one_operation("drop_table", {{"name", name.str()}});
  inverse.ends.push_back(fmt::format("table \"{}\", with all its rows", name.str()));
  return inverse;
}

Changes CreateTable::changes(Draft draft) const {
  require_free_relation(draft, name, draft.location().at("name"));
  draft.take(name);
  Table table;
  table.id = draft.before().next_table_id();
  table.name = name;
  table.comment = comment;
  table.privileges = draft.before().default_privileges;
  add_columns(draft, table);
  if (draft.refused()) return draft.refusal();
  table = with_rules(draft, std::move(table));
  Catalog after = draft.before().with(table);
  after.new_tables.insert(table.id);
  return draft.changes(std::move(after));
}

}  // namespace

OperationKind create_table() { return kind_of<CreateTable>(); }

}  // namespace zdm::operations
