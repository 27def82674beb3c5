#include "planner/refusals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace zdm::planner {
namespace {

Finding refusal(std::string code, std::string message, std::string hint) {
  return {.code = std::move(code),
          .severity = Severity::error,
          .place = {},
          .message = std::move(message),
          .hint = std::move(hint)};
}

void check_version_schema(Findings& findings, const Context& context) {
  const Identifier& schema = context.version_schema;
  if (const std::string problem = schema.problem(); !problem.empty())
    findings.push_back(
        refusal("version-schema-name",
                fmt::format("the version schema's name {} {}", schema.quoted(), problem),
                "clients have to spell it: set a shorter \"version_schema\" or file name"));
  else if (context.before.schema_names.count(schema) > 0)
    findings.push_back(refusal(
        "version-schema-taken", fmt::format("the schema {} exists already", schema.quoted()),
        "set another \"version_schema\", or drop that schema if nobody uses it"));
}

void check_raw_sql(Findings& findings, const Migration& migration, const Context& context) {
  bool at_start = false;
  for (const RawSql& raw : context.folded.raw_sql) {
    at_start = at_start || !raw.on_complete;
    if (raw.on_complete || !raw.down.empty()) continue;
    const bool allowed = !raw.irreversible_because.empty();
    findings.push_back(
        {.code = "irreversible",
         .severity = allowed ? Severity::note : Severity::error,
         .place = raw.place,
         .message = allowed ? "sql without down cannot be rolled back: " + raw.irreversible_because
                            : "sql without down cannot be rolled back",
         .hint =
             allowed
                 ? ""
                 : "write \"down\", or \"irreversible\": \"why\", or use --allow-irreversible"});
  }
  if (at_start && migration.operations.size() > 1)
    findings.push_back(
        refusal("sql-not-alone",
                "sql that runs at start has to be alone in its migration: nobody can "
                "know what it does to the tables of the others",
                "put it into a migration of its own, or set \"onComplete\": true"));
}

bool reads_generated(const TableWork& work, const BoundExpression& expression) {
  return std::any_of(expression.columns.begin(), expression.columns.end(), [&](const auto& entry) {
    const Column* column = work.change->before->column(entry.second);
    return column != nullptr && column->generated.has_value();
  });
}

// PostgreSQL computes generated columns after the BEFORE triggers ("Generated Columns",
// ddl-generated-columns), so the trigger would read NULL.
void check_generated(Findings& findings, const TableWork& work) {
  for (const auto* assignments : {&work.composition.up, &work.composition.down})
    for (const Assignment& assignment : *assignments)
      if (reads_generated(work, *assignment.expression))
        findings.push_back(refusal(
            "reads-generated-column",
            fmt::format(
                "table \"{}\": the expression for \"{}\" reads a generated column, which has no "
                "value yet when a row is written",
                work.table().name.str(), assignment.column.name.str()),
            "write the generated column's own expression instead"));
}

bool needs_rows_or_indexes(const TableWork& work) {
  return !work.composition.empty() || !work.carried.indexes.empty() ||
         !work.carried.constraints.empty() || !columns_to_prove(work).empty();
}

void check_table(Findings& findings, const TableWork& work) {
  const Table& before = *work.change->before;
  const std::string name = before.name.str();
  if (!needs_rows_or_indexes(work)) return;
  if (before.kind == TableKind::partitioned)
    findings.push_back(
        refusal("partitioned-table",
                fmt::format("table \"{}\" is partitioned: columns that have to be filled, "
                            "indexes and constraints are not carried out on it",
                            name),
                "change its partitions by sql operations"));
  if (before.has_inheritance_children)
    findings.push_back(
        refusal("inheritance", fmt::format("table \"{}\" has child tables", name),
                "detach them with NO INHERIT first, or migrate them by sql operations"));
  if (before.force_row_security && !work.composition.empty())
    findings.push_back(refusal(
        "forced-row-security",
        fmt::format(
            "table \"{}\" forces row security on its owner too: rows that the policies hide could "
            "not be filled",
            name),
        "ALTER TABLE … NO FORCE ROW LEVEL SECURITY while the migration starts"));
}

struct CannotBeCarried {
  const TableChange& change;
  template <typename Thing>
  bool operator()(const Thing& thing) const {
    const auto columns = change.new_columns();
    return std::any_of(columns.begin(), columns.end(),
                       [&](const Column* column) { return thing.uses(column->id); });
  }
};

void check_carried(Findings& findings, const TableWork& work) {
  const std::string name = work.table().name.str();
  for (const ConstraintToAdd& added : work.carried.constraints)
    if (std::holds_alternative<ExcludeConstraint>(added.constraint->rule))
      findings.push_back(refusal(
          "exclude-add",
          fmt::format(
              "table \"{}\": the EXCLUDE constraint \"{}\" cannot be added without locking the "
              "table for as long as its index takes",
              name, added.constraint->name.str()),
          "drop it before, and add it in a quiet hour by sql"));
  const auto gone = work.change->gone_columns();
  for (const ExtendedStatistics& statistics : work.change->before->statistics)
    for (const Column* column : gone)
      if (std::find(statistics.columns.begin(), statistics.columns.end(), column->id) !=
          statistics.columns.end())
        findings.push_back(
            refusal("extended-statistics",
                    fmt::format("table \"{}\": the statistics object \"{}\" is about column \"{}\"",
                                name, statistics.name.name.str(), column->name.str()),
                    "drop it before, and create it again after complete"));
}

void check_row_security(Findings& findings, const Context& context) {
  if (context.before.server_version >= 150000) return;
  for (const auto& table : context.folded.after.tables())
    if (table->row_security)
      findings.push_back(
          refusal("row-security-14",
                  fmt::format("table \"{}\" has row security, which views bypass before "
                              "PostgreSQL 15",
                              table->name.str()),
                  "upgrade the server"));
}

}  // namespace

Findings refusals(const Migration& migration, const std::vector<TableWork>& works,
                  const Context& context) {
  Findings findings;
  check_version_schema(findings, context);
  check_raw_sql(findings, migration, context);
  check_row_security(findings, context);
  for (const TableWork& work : works) {
    if (!work.change->kept()) continue;
    check_generated(findings, work);
    check_table(findings, work);
    check_carried(findings, work);
  }
  return findings;
}

}  // namespace zdm::planner
