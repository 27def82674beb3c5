#include "embedded/sql.hpp"
#include "pg/catalog_parts.hpp"

namespace zdm::pg {
namespace {

Index index_of(RowCursor row, const TableDraft& table) {
  Index index;
  index.name = row.name();
  index.existing = index.name;
  index.method = row.text();
  index.unique = row.boolean();
  index.nulls_not_distinct = row.boolean();
  if (std::optional<std::string> predicate = row.optional_text())
    index.predicate = table.bind(*std::move(predicate));
  index.storage_parameters = row.text();
  index.tablespace = row.optional_name();
  index.valid = row.boolean();
  index.clustered = row.boolean();
  return index;
}

IndexElement element_of(ColumnId column, RowCursor& row, const TableDraft& table) {
  IndexElement element;
  if (std::optional<std::string> expression = row.optional_text())
    element.key = table.bind(*std::move(expression));
  else
    element.key = column;
  std::optional<Identifier> schema = row.optional_name();
  const Identifier collation = row.name();
  if (schema) element.collation = QualifiedName{*std::move(schema), collation};
  std::optional<std::string> opclass = row.optional_text();
  const std::string parameters = row.text();
  if (opclass) element.opclass = OperatorClass{*std::move(opclass), parameters};
  element.order = row.text();
  element.statistics_target = row.number();
  return element;
}

void read_elements(const CatalogQueries& queries, TableDrafts& tables,
                   std::map<Oid, IndexDraft>& indexes) {
  for (const Row& row : queries.run(embedded::queries::index_elements)) {
    RowCursor cursor(row);
    const auto found = indexes.find(cursor.number<Oid>());
    if (found == indexes.end()) continue;
    auto& [table, index] = found->second;
    const bool is_key = cursor.boolean();
    const ColumnId column = cursor.number();
    if (!is_key) {
      index.include.push_back(column);
      continue;
    }
    index.elements.push_back(element_of(column, cursor, *tables.find(table)));
  }
}

}  // namespace

std::map<Oid, IndexDraft> read_indexes(const CatalogQueries& queries, const Comments& comments,
                                       TableDrafts& tables) {
  std::map<Oid, IndexDraft> indexes;
  for (const Row& row : queries.run(embedded::queries::indexes)) {
    RowCursor cursor(row);
    const Oid oid = cursor.number<Oid>();
    const Oid table = cursor.number<Oid>();
    const TableDraft* draft = tables.find(table);
    if (!draft) continue;
    Index index = index_of(cursor, *draft);
    index.comment = comments.on_relation(oid);
    indexes[oid] = {table, std::move(index)};
  }
  read_elements(queries, tables, indexes);
  read_partition_indexes(queries, indexes);
  return indexes;
}

}  // namespace zdm::pg
