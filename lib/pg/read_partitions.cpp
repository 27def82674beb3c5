#include "embedded/sql.hpp"
#include "pg/catalog_parts.hpp"

namespace zdm::pg {
namespace {

QualifiedName name_of(RowCursor& row) {
  Identifier schema = row.name();
  return {std::move(schema), row.name()};
}

void add_to_key(Partitioning& partitioning, const std::vector<int>& columns) {
  for (const ColumnId column : columns)
    if (column == 0)
      partitioning.key_has_expression = true;
    else
      partitioning.key.push_back(column);
}

}  // namespace

void read_partitions(const CatalogQueries& queries, TableDrafts& tables) {
  for (const Row& row : queries.run(embedded::queries::partitions)) {
    RowCursor cursor(row);
    TableDraft* draft = tables.find(cursor.number<Oid>());
    if (!draft) continue;
    Partition partition{.name = name_of(cursor), .parent = name_of(cursor)};
    const std::string kind = cursor.text();
    partition.has_rows = kind != "p";
    partition.is_foreign = kind == "f";
    add_to_key(draft->table.partitioning, cursor.numbers());
    if (!partition.parent.name.empty())
      draft->table.partitioning.partitions.push_back(std::move(partition));
  }
}

void read_partition_indexes(const CatalogQueries& queries, std::map<Oid, IndexDraft>& indexes) {
  for (const Row& row : queries.run(embedded::queries::partition_indexes)) {
    RowCursor cursor(row);
    const auto found = indexes.find(cursor.number<Oid>());
    if (found == indexes.end()) continue;
    const QualifiedName partition = name_of(cursor);
    found->second.index.parts[partition] = cursor.name();
  }
}

}  // namespace zdm::pg
