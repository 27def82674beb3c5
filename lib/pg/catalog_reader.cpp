#include "pg/catalog_reader.hpp"

#include <fmt/format.h>

#include "core/error.hpp"
#include "embedded/sql.hpp"
#include "pg/catalog_parts.hpp"
#include "pg/read_only.hpp"

namespace zdm::pg {
namespace {

Error no_schema(const Identifier& schema) {
  return {ErrorKind::failed, "there is no schema " + schema.quoted(),
          "create it, or name another one with --schema"};
}

void read_schema(const CatalogQueries& queries, Catalog& catalog) {
  const std::vector<Row> rows = queries.run(embedded::queries::schema);
  if (rows.empty()) throw no_schema(catalog.schema);
  RowCursor row(rows[0]);
  catalog.schema_owner = row.name();
  catalog.schema_privileges = read_privileges(row.value());
  for (std::string& name : read_names(row.value())) catalog.relation_names.emplace(std::move(name));
  for (std::string& name : read_names(row.value())) catalog.schema_names.emplace(std::move(name));
  catalog.default_privileges = read_privileges(row.value());
  catalog.default_privileges_anywhere = read_privileges(row.value());
}

std::vector<Table> read_all_tables(const CatalogQueries& queries) {
  const Comments comments = read_comments(queries);
  TableDrafts drafts = read_tables(queries, comments);
  read_partitions(queries, drafts);
  read_columns(queries, comments, drafts);
  read_constraints(queries, comments, drafts);
  read_triggers(queries, drafts);
  read_statistics(queries, drafts);
  read_dependents(queries, drafts);
  std::vector<Table> tables;
  for (TableDraft& draft : drafts.all()) tables.push_back(std::move(draft.table));
  return tables;
}

}  // namespace

void require_schema(Session& session, const Identifier& schema) {
  const Sql query =
      sql("SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = {}", Literal{schema.str()});
  if (session.query(query.text()).empty()) throw no_schema(schema);
}

Catalog read_catalog(Session& session, const Identifier& schema,
                     const std::optional<Identifier>& version_schema,
                     std::chrono::milliseconds lock_timeout) {
  const CatalogQueries queries{
      session,
      {{"schema", schema.str()}, {"version_schema", version_schema.value_or(Identifier()).str()}}};
  Catalog catalog;
  read_only(session, kForDefinitions, lock_timeout, [&] {
    Catalog about;
    about.schema = schema;
    read_schema(queries, about);
    catalog = Catalog(read_all_tables(queries));
    catalog.schema = about.schema;
    catalog.schema_owner = about.schema_owner;
    catalog.schema_privileges = about.schema_privileges;
    catalog.default_privileges = about.default_privileges;
    catalog.default_privileges_anywhere = about.default_privileges_anywhere;
    catalog.relation_names = std::move(about.relation_names);
    catalog.schema_names = std::move(about.schema_names);
  });
  catalog.server_version = session.server_version();
  return catalog;
}

}  // namespace zdm::pg
