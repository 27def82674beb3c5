#include "run/of_each_table.hpp"

#include <vector>

namespace zdm::run {

std::map<QualifiedName, pg::Row> of_each_table(pg::Session& session,
                                               const std::set<QualifiedName>& tables,
                                               const Sql& aggregates) {
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
          "SELECT {}, part.nspname, part.relname\n"
          "FROM part JOIN pg_catalog.pg_class c ON c.oid = part.oid,\n"
          "  LATERAL (SELECT pg_catalog.pg_relation_size(c.oid, 'main') AS bytes) AS size\n"
          "WHERE c.relkind = 'r' GROUP BY part.nspname, part.relname",
          join(names, ", "), aggregates);
  std::map<QualifiedName, pg::Row> found;
  for (const pg::Row& row : session.query(query.text()).rows)
    found[{.schema = Identifier(row.at(row.size() - 2).value_or("")),
           .name = Identifier(row.back().value_or(""))}] = row;
  return found;
}

}  // namespace zdm::run
