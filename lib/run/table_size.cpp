#include "run/table_size.hpp"

#include "sql/sql.hpp"

namespace zdm::run {

std::map<QualifiedName, TableSize> table_sizes(pg::Session& session,
                                               const std::vector<QualifiedName>& tables) {
  if (tables.empty()) return {};
  std::vector<Sql> names;
  for (const QualifiedName& table : tables)
    names.push_back(sql("({}, {})", Literal{table.schema.str()}, Literal{table.name.str()}));
  const Sql query =
      sql("WITH RECURSIVE part AS (\n"
          "  SELECT n.nspname, t.relname, t.oid FROM pg_catalog.pg_class t\n"
          "  JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace\n"
          "  WHERE (n.nspname, t.relname) IN (VALUES {})\n"
          "  UNION\n"
          "  SELECT part.nspname, part.relname, i.inhrelid\n"
          "  FROM pg_catalog.pg_inherits i JOIN part ON part.oid = i.inhparent)\n"
          "SELECT part.nspname, part.relname,\n"
          "  max(pg_relation_size(c.oid, 'main')) / current_setting('block_size')::bigint,\n"
          "  sum(c.reltuples) FILTER (WHERE c.reltuples > 0) / nullif(sum(c.relpages), 0),\n"
          "  max((SELECT count(*) FROM pg_catalog.pg_index x WHERE x.indrelid = c.oid))\n"
          "FROM part JOIN pg_catalog.pg_class c ON c.oid = part.oid WHERE c.relkind = 'r'\n"
          "GROUP BY part.nspname, part.relname",
          join(names, ", "));
  std::map<QualifiedName, TableSize> sizes;
  for (const pg::Row& row : session.query(query.text()).rows) {
    TableSize& size = sizes[{.schema = Identifier(row.at(0).value_or("")),
                             .name = Identifier(row.at(1).value_or(""))}];
    if (row.at(2)) size.pages = std::stoll(*row.at(2));
    if (row.at(3)) size.rows_per_page = std::stod(*row.at(3));
    if (row.at(4)) size.indexes = std::stoi(*row.at(4));
  }
  return sizes;
}

TableSize table_size(pg::Session& session, const QualifiedName& table) {
  const auto sizes = table_sizes(session, {table});
  return sizes.empty() ? TableSize{} : sizes.begin()->second;
}

}  // namespace zdm::run
