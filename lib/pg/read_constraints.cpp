#include <algorithm>

#include "embedded/sql.hpp"
#include "pg/catalog_parts.hpp"

namespace zdm::pg {
namespace {

// A row of constraints.sql, behind its own oid and its table's.
struct ConstraintRow {
  Constraint constraint;  // without its rule
  char kind = ' ';        // pg_constraint.contype
  CheckConstraint check;
  Oid index = 0;
  std::vector<int> columns;
  Oid references = 0;
  ForeignKeyConstraint foreign_key;
  std::vector<std::string> operators;
  std::string peculiarity;
};

ForeignKeyConstraint foreign_key_of(RowCursor& row) {
  ForeignKeyConstraint key;
  key.outside_table.schema = row.name();
  key.outside_table.name = row.name();
  key.referenced_columns = row.numbers();
  for (std::string& name : read_names(row.value()))
    key.outside_columns.emplace_back(std::move(name));
  key.on_delete = row.text();
  key.on_update = row.text();
  key.on_delete_set_columns = row.numbers();
  key.match = row.text();
  return key;
}

ConstraintRow read_row(RowCursor row, const TableDraft& table) {
  ConstraintRow read;
  read.constraint.name = row.name();
  read.constraint.existing = read.constraint.name;
  read.kind = row.text().at(0);
  read.constraint.deferrable = row.boolean();
  read.constraint.initially_deferred = row.boolean();
  read.constraint.validated = row.boolean();
  if (std::optional<std::string> check = row.optional_text())
    read.check.expression = table.bind(*std::move(check));
  read.check.no_inherit = row.boolean();
  read.index = row.number<Oid>();
  read.columns = row.numbers();
  read.references = row.number<Oid>();
  read.foreign_key = foreign_key_of(row);
  read.operators = read_names(row.value());
  read.peculiarity = row.text();
  return read;
}

// Between tables of the catalog by their ids, else by names.
ForeignKeyConstraint resolved(ConstraintRow& row, TableDrafts& tables) {
  ForeignKeyConstraint key = std::move(row.foreign_key);
  key.columns = std::move(row.columns);
  if (const TableDraft* referenced = tables.find(row.references)) {
    key.references = referenced->table.id;
    key.outside_table = {};
    key.outside_columns.clear();
  } else {
    key.referenced_columns.clear();
  }
  return key;
}

Index taken(std::map<Oid, IndexDraft>& indexes, Oid oid) {
  const auto found = indexes.find(oid);
  if (found == indexes.end()) return {};
  Index index = std::move(found->second.index);
  indexes.erase(found);
  return index;
}

Constraint with_rule(ConstraintRow row, TableDrafts& tables, std::map<Oid, IndexDraft>& indexes) {
  Constraint constraint = std::move(row.constraint);
  if (row.kind == 'c') constraint.rule = std::move(row.check);
  if (row.kind == 'f') constraint.rule = resolved(row, tables);
  if (row.kind == 'x')
    constraint.rule = ExcludeConstraint{taken(indexes, row.index), std::move(row.operators)};
  if (row.kind == 'u' || row.kind == 'p')
    constraint.rule = KeyConstraint{row.kind == 'p', taken(indexes, row.index)};
  return constraint;
}

// What a Constraint cannot say would be lost in a copy: as a dependent it is refused by name.
void add_peculiar(const ConstraintRow& row, Table& table) {
  if (row.peculiarity.empty()) return;
  for (const ColumnId column : row.columns)
    table.dependents.push_back(
        {"constraint " + row.constraint.name.quoted() + " (" + row.peculiarity + ")", column});
}

template <typename Named>
void sort_by_name(std::vector<Named>& things) {
  std::sort(things.begin(), things.end(),
            [](const Named& a, const Named& b) { return a.name < b.name; });
}

}  // namespace

void read_constraints(const CatalogQueries& queries, const Comments& comments,
                      TableDrafts& tables) {
  std::map<Oid, IndexDraft> indexes = read_indexes(queries, comments, tables);
  for (const Row& row : queries.run(embedded::queries::constraints)) {
    RowCursor cursor(row);
    const Oid oid = cursor.number<Oid>();
    TableDraft* draft = tables.find(cursor.number<Oid>());
    if (!draft) continue;
    ConstraintRow read = read_row(cursor, *draft);
    read.constraint.comment = comments.on_constraint(oid);
    add_peculiar(read, draft->table);
    draft->table.constraints.push_back(with_rule(std::move(read), tables, indexes));
  }
  for (auto& [oid, draft] : indexes)
    tables.find(draft.table)->table.indexes.push_back(std::move(draft.index));
  for (TableDraft& draft : tables.all()) {
    sort_by_name(draft.table.indexes);
    sort_by_name(draft.table.constraints);
  }
}

}  // namespace zdm::pg
