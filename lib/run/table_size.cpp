#include "run/table_size.hpp"

#include "core/error.hpp"
#include "sql/sql.hpp"

namespace zdm::run {

TableSize table_size(pg::Session& session, const QualifiedName& table) {
  const Sql query =
      sql("WITH RECURSIVE part AS (\n"
          "  SELECT c.oid FROM pg_catalog.pg_class c\n"
          "  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace\n"
          "  WHERE n.nspname = {} AND c.relname = {}\n"
          "  UNION\n"
          "  SELECT i.inhrelid FROM pg_catalog.pg_inherits i JOIN part ON part.oid = i.inhparent)\n"
          "SELECT max(pg_relation_size(c.oid, 'main')) / current_setting('block_size')::bigint,\n"
          "  sum(c.reltuples) FILTER (WHERE c.reltuples > 0) / nullif(sum(c.relpages), 0)\n"
          "FROM part JOIN pg_catalog.pg_class c ON c.oid = part.oid WHERE c.relkind = 'r'",
          Literal{table.schema.str()}, Literal{table.name.str()});
  const pg::Row row = session.query(query.text()).rows.at(0);
  TableSize size;
  if (row.at(0)) size.pages = std::stoll(*row.at(0));
  if (row.at(1)) size.rows_per_page = std::stod(*row.at(1));
  return size;
}

}  // namespace zdm::run
