#include <fmt/format.h>

#include "embedded/sql.hpp"
#include "pg/catalog_parts.hpp"

namespace zdm::pg {
namespace {

// view "public"."adults", function "f"(integer), foreign key "k" of "other"."orders"
std::string description(RowCursor& row) {
  std::string what = row.text();
  const std::optional<Identifier> schema = row.optional_name();
  const std::optional<Identifier> name = row.optional_name();
  const std::optional<std::string> arguments = row.optional_text();
  const std::optional<Identifier> of_schema = row.optional_name();
  const Identifier of_table = row.name();
  if (name)
    what += fmt::format(" {}", schema ? QualifiedName{*schema, *name}.quoted() : name->quoted());
  if (arguments) what += fmt::format("({})", *arguments);
  if (of_schema) what += fmt::format(" of {}", QualifiedName{*of_schema, of_table}.quoted());
  return what;
}

}  // namespace

void read_dependents(const CatalogQueries& queries, TableDrafts& tables) {
  if (queries.run(embedded::queries::dependents_there).at(0).at(0) != "t") return;
  for (const Row& row : queries.run(embedded::queries::dependents)) {
    RowCursor cursor(row);
    TableDraft* draft = tables.find(cursor.number<Oid>());
    if (!draft) continue;
    const ColumnId column = cursor.number();
    draft->table.dependents.push_back({description(cursor), column});
  }
}

void read_triggers(const CatalogQueries& queries, TableDrafts& tables) {
  for (const Row& row : queries.run(embedded::queries::triggers)) {
    RowCursor cursor(row);
    TableDraft* draft = tables.find(cursor.number<Oid>());
    if (!draft) continue;
    Trigger trigger;
    trigger.name = cursor.name();
    trigger.enabled = cursor.boolean();
    trigger.fires_on_update = cursor.boolean();
    trigger.columns = cursor.numbers();
    draft->table.triggers.push_back(std::move(trigger));
  }
}

void read_statistics(const CatalogQueries& queries, TableDrafts& tables) {
  for (const Row& row : queries.run(embedded::queries::statistics)) {
    RowCursor cursor(row);
    TableDraft* draft = tables.find(cursor.number<Oid>());
    if (!draft) continue;
    ExtendedStatistics statistics;
    statistics.name.schema = cursor.name();
    statistics.name.name = cursor.name();
    statistics.columns = cursor.numbers();
    statistics.definition = cursor.text();
    statistics.target = cursor.number();
    statistics.comment = cursor.optional_text();
    draft->table.statistics.push_back(std::move(statistics));
  }
}

}  // namespace zdm::pg
