#include "planner/refusals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>

#include "planner/constrained_domains.hpp"
#include "planner/exclusions.hpp"
#include "planner/phases.hpp"

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

void check_is_alone(Findings& findings, const RawSql& raw, const Migration& migration) {
  const auto is_beside = [&](const auto& operation) {
    return operation->place().file == raw.place.file;
  };
  const auto& all = migration.operations;
  if (raw.on_complete || std::count_if(all.begin(), all.end(), is_beside) == 1) return;
  findings.push_back(refusal("sql-not-alone",
                             "sql that runs at start has to be alone in its migration: nobody can "
                             "know what it does to the tables of the others",
                             "put it into a migration of its own, or set \"onComplete\": true"));
  findings.back().place.file = raw.place.file;
}

void check_raw_sql(Findings& findings, const Migration& migration, const Context& context) {
  std::set<std::string> looked_at;
  for (const RawSql& raw : context.folded.raw_sql) {
    if (!raw.on_complete && looked_at.insert(raw.place.file).second)
      check_is_alone(findings, raw, migration);
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

void check_foreign_partitions(Findings& findings, const TableWork& work) {
  for (const Partition& partition : work.change->before->partitioning.partitions)
    if (partition.is_foreign)
      findings.push_back(refusal(
          "foreign-partition",
          fmt::format("table \"{}\" has the foreign table {} as a partition, which can be neither "
                      "filled nor indexed from here",
                      work.table().name.str(), partition.name.quoted()),
          "detach it while the migration is active"));
}

// "Table Partitioning" (ddl-partitioning), Limitations.
void check_unique_over_partitions(Findings& findings, const TableWork& work,
                                  const IndexToBuild& build) {
  if (!build.index->unique && build.constraint == nullptr) return;
  const Partitioning& partitioning = work.change->before->partitioning;
  const Identifier& name = build.constraint != nullptr ? build.constraint->name : build.index->name;
  const auto refuse = [&](const std::string& why) {
    findings.push_back(
        refusal("unique-over-partitions",
                fmt::format("table \"{}\": \"{}\" cannot be unique over all partitions: {}",
                            work.table().name.str(), name.str(), why),
                "make it unique in each partition, by sql, or put the partition key into it"));
  };
  if (partitioning.key_has_expression) refuse("an expression is in the partition key");
  for (ColumnId key : partitioning.key) {
    const auto& elements = build.index->elements;
    if (std::none_of(elements.begin(), elements.end(), [&](const IndexElement& element) {
          const auto* column = std::get_if<ColumnId>(&element.key);
          return column != nullptr && *column == key;
        }))
      refuse(fmt::format("column \"{}\" of the partition key is not in it",
                         work.change->before->column(key)->name.str()));
  }
}

void check_partitioned(Findings& findings, const TableWork& work) {
  check_foreign_partitions(findings, work);
  for (const IndexToBuild& build : work.carried.indexes)
    check_unique_over_partitions(findings, work, build);
}

// PostgreSQL makes no constraint of an index over partitions, so the key that a foreign key needs
// at start would only come to be at complete.
void check_references_to_partitioned(Findings& findings, const TableWork& work,
                                     const std::vector<TableWork>& works) {
  for (const ConstraintToAdd& added : work.carried.constraints) {
    const ForeignKeyConstraint* key = added.constraint->foreign_key();
    if (key == nullptr || !key->references) continue;
    for (const TableWork& referenced : works)
      if (referenced.change->kept() && referenced.change->after->id == *key->references &&
          referenced.partitioned() && !referenced.carried.indexes.empty())
        findings.push_back(refusal(
            "reference-to-partitioned-key",
            fmt::format("table \"{}\": the foreign key \"{}\" references a key of the partitioned "
                        "table \"{}\" that the migration makes anew",
                        work.table().name.str(), added.constraint->name.str(),
                        referenced.change->after->name.str()),
            "drop the foreign key in a migration before this one, and add it in one after it"));
  }
}

void check_table(Findings& findings, const TableWork& work) {
  const Table& before = *work.change->before;
  const std::string name = before.name.str();
  if (!needs_rows_or_indexes(work)) return;
  if (work.partitioned()) check_partitioned(findings, work);
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

void check_exclusions(Findings& findings, const TableWork& work) {
  const std::string name = work.table().name.str();
  for (const ConstraintToAdd& added : work.carried.constraints) {
    if (!is_exclusion(added)) continue;
    const std::string constraint = added.constraint->name.str();
    if (work.change->before->kind == TableKind::partitioned)
      findings.push_back(refusal(
          "exclude-add",
          fmt::format("table \"{}\" is partitioned: the EXCLUDE constraint \"{}\" cannot be "
                      "added to it",
                      name, constraint),
          "drop it before, and add it to the partitions by sql"));
    else
      findings.push_back(
          {.code = "exclude-add",
           .severity = Severity::warning,
           .place = {},
           .message = fmt::format(
               "table \"{}\": PostgreSQL builds the index of the EXCLUDE constraint \"{}\" under a "
               "lock that clients wait for; start ends, and takes all back, if that takes longer "
               "than --lock-timeout",
               name, constraint),
           .hint = "on a large table, drop it before, and add it in a quiet hour by sql"});
  }
}

// Rows written meanwhile could be missing in an index that was built CONCURRENTLY; see the notes of
// release 14.4 (release-14-4) in PostgreSQL's manual.
void check_concurrently(Findings& findings, const std::vector<TableWork>& works,
                        const Context& context) {
  const int version = context.before.server_version;
  if (version < 140000 || version >= 140004) return;
  for (const TableWork& work : works)
    if (work.change->kept() && !work.carried.indexes.empty())
      findings.push_back(refusal(
          "concurrently-14",
          fmt::format("table \"{}\": PostgreSQL {}.{} may build an index that lacks rows, if "
                      "they are written meanwhile",
                      work.change->before->name.str(), version / 10000, version % 10000),
          "upgrade the server to 14.4 or newer"));
}

// Told, since nothing else that start does makes clients wait for as long.
void check_rewrite(Findings& findings, const TableWork& work) {
  for (const Column* column : work.change->new_columns())
    if (column->generated)
      findings.push_back(
          {.code = "add-generated",
           .severity = Severity::warning,
           .place = {},
           .message = fmt::format(
               "table \"{}\": PostgreSQL writes every row anew for the generated column \"{}\", "
               "under a lock that clients wait for; start ends, and takes all back, if that takes "
               "longer than --lock-timeout",
               work.table().name.str(), column->name.str()),
           .hint = "on a large table, add a plain column with \"up\", and keep it by a trigger"});
}

// It would be dropped before another one can be set, and clients could not write in between.
void check_replica_identity(Findings& findings, const TableWork& work) {
  for (const Index* index : work.carried.gone_indexes)
    if (index->existing == work.change->before->replica_identity_index)
      findings.push_back(
          refusal("replica-identity",
                  fmt::format("index \"{}\" is the replica identity of table \"{}\" until complete",
                              index->name.str(), work.table().name.str()),
                  "drop it in the next migration"));
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
                  "upgrade the server; or, where no client depends on it, start with "
                  "--allow-row-security-bypass"));
}

}  // namespace

Findings refusals(const Migration& migration, const std::vector<TableWork>& works,
                  const Context& context) {
  Findings findings;
  check_version_schema(findings, context);
  check_raw_sql(findings, migration, context);
  check_row_security(findings, context);
  check_concurrently(findings, works, context);
  for (const TableWork& work : works) {
    if (!work.change->kept()) continue;
    check_generated(findings, work);
    check_table(findings, work);
    check_exclusions(findings, work);
    check_references_to_partitioned(findings, work, works);
    check_replica_identity(findings, work);
    check_rewrite(findings, work);
    check_domains(findings, work, context.facts);
  }
  return findings;
}

}  // namespace zdm::planner
