#include <set>
#include <string>

#include "plan/estimate.hpp"
#include "run/lifecycle.hpp"
#include "run/lifecycle_parts.hpp"
#include "run/lock_patience.hpp"
#include "run/of_each_table.hpp"
#include "run/read_samples.hpp"

namespace zdm::run {
namespace {

std::set<QualifiedName> tables_of(const Plan& plan) {
  std::set<QualifiedName> tables;
  for (const Step& step : plan.steps)
    for (const Statement& statement : statements_of(step))
      if (statement.table && statement.cost != Cost::brief) tables.insert(*statement.table);
  return tables;
}

// As the server's planner reckons: the rows of a page when it was analyzed, times the pages now.
std::map<QualifiedName, TableExtent> table_extents(pg::Session& session,
                                                   const std::set<QualifiedName>& tables) {
  const Sql aggregates =
      sql("coalesce(sum(size.bytes), 0)::bigint,\n"
          "  CASE WHEN bool_and(c.relpages > 0 AND c.reltuples >= 0 OR size.bytes = 0)\n"
          "    THEN coalesce(round(sum(CASE WHEN c.relpages > 0 THEN c.reltuples / c.relpages\n"
          "      * size.bytes / current_setting('block_size')::bigint END)), 0)::bigint END");
  std::map<QualifiedName, TableExtent> extents;
  for (const auto& [table, row] : of_each_table(session, tables, aggregates)) {
    TableExtent& extent = extents[table];
    extent.bytes = std::stoll(row.at(0).value_or("0"));
    if (row.at(1)) extent.rows = std::stoll(*row.at(1));
  }
  return extents;
}

// A backfill took from the step before it to its own end. One of few rows tells nothing, and the
// median leaves out those in whose middle a person has slept.
FillHistory fill_history(pg::Session& session, const Identifier& state) {
  const Sql query = sql(
      "WITH done AS (\n"
      "  SELECT j.migration_id, j.step_id, extract(epoch FROM j.at - lag(j.at, 1, m.started_at)\n"
      "    OVER (PARTITION BY j.migration_id ORDER BY j.at)) AS seconds\n"
      "  FROM {}.journal j JOIN {}.migrations m ON m.id = j.migration_id WHERE j.state = 'done'),\n"
      "written AS (\n"
      "  SELECT migration_id, step_id, sum(rows_written) AS rows FROM {}.backfill GROUP BY 1, 2)\n"
      "SELECT coalesce(percentile_cont(0.5) WITHIN GROUP (ORDER BY rows / seconds), 0), count(*)\n"
      "FROM done JOIN written USING (migration_id, step_id)\n"
      "WHERE rows >= 10000 AND seconds > 0",
      state, state, state);
  const pg::Rows found = session.query(query.text());
  return {.rows_per_second = std::stod(found.rows.at(0).at(0).value_or("0")),
          .backfills = std::stoi(found.rows.at(0).at(1).value_or("0"))};
}

}  // namespace

std::optional<Extents> Lifecycle::extents(const Plan& plan) {
  SchemaSession session = parts_->connect_to_schema();
  Extents extents;
  const auto look = [&] { extents.tables = table_extents(*session, tables_of(plan)); };
  if (!look_without_waiting(*session, parts_->options.lock.timeout, look)) return std::nullopt;
  add_read_samples(*session, scanned_tables(plan), extents.tables);
  if (parts_->state.is_there(*session))
    extents.history = fill_history(*session, parts_->options.state_schema);
  return extents;
}

}  // namespace zdm::run
