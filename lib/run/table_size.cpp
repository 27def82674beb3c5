#include "run/table_size.hpp"

#include "run/of_each_table.hpp"

namespace zdm::run {

std::map<QualifiedName, TableSize> table_sizes(pg::Session& session,
                                               const std::set<QualifiedName>& tables) {
  const Sql aggregates =
      sql("max(size.bytes) / current_setting('block_size')::bigint,\n"
          "  sum(c.reltuples) FILTER (WHERE c.reltuples > 0) / nullif(sum(c.relpages), 0),\n"
          "  max((SELECT count(*) FROM pg_catalog.pg_index x WHERE x.indrelid = c.oid))");
  std::map<QualifiedName, TableSize> sizes;
  for (const auto& [table, row] : of_each_table(session, tables, aggregates)) {
    TableSize& size = sizes[table];
    if (row.at(0)) size.pages = std::stoll(*row.at(0));
    if (row.at(1)) size.rows_per_page = std::stod(*row.at(1));
    if (row.at(2)) size.indexes = std::stoi(*row.at(2));
  }
  return sizes;
}

TableSize table_size(pg::Session& session, const QualifiedName& table) {
  const auto sizes = table_sizes(session, {table});
  return sizes.empty() ? TableSize{} : sizes.begin()->second;
}

}  // namespace zdm::run
