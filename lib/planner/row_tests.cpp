#include "planner/row_tests.hpp"

#include <algorithm>

#include "planner/rules.hpp"
#include "sql/expression.hpp"

namespace zdm::planner {
namespace {

std::string in_table(const TableWork& work, const Column& column) {
  return work.change->either().name.str() + "." + column.name.str();
}

// What up made the value from.
void show_sources(PlannedTest& test, const Trial& trial, const TableWork& work, ColumnId id) {
  if (!trial.has_up(id)) return;
  for (const ColumnId source : trial.up_of(id).reads) {
    test.test.labels.push_back(work.change->physical_name(source).str());
    test.values.push_back(trial.old_value(source));
  }
}

std::vector<PlannedTest> null_tests(const Trial& trial, const TableWork& work) {
  std::vector<PlannedTest> tests;
  for (const Column* column : columns_to_prove(work)) {
    if (!trial.knows(column->id)) continue;
    PlannedTest test{.test = {RowTrouble::is_null, in_table(work, *column), {}},
                     .condition = sql("{} IS NULL", work.change->physical_name(column->id)),
                     .behind_down = {},
                     .values = {}};
    show_sources(test, trial, work, column->id);
    tests.push_back(std::move(test));
  }
  return tests;
}

// Shows the values of the new row that a rule is about.
void show_new(PlannedTest& test, const Trial& trial, const TableWork& work,
              const std::set<ColumnId>& ids) {
  for (const ColumnId id : ids) {
    test.test.labels.push_back(work.change->after->column(id)->name.str());
    test.values.push_back(trial.new_value(id));
  }
}

bool knows_all(const Trial& trial, const std::set<ColumnId>& ids) {
  return std::all_of(ids.begin(), ids.end(), [&](ColumnId id) { return trial.knows(id); });
}

std::vector<PlannedTest> check_tests(const Trial& trial, const TableWork& work,
                                     const Context& context, std::vector<std::string>& untested) {
  std::set<Identifier> proofs;
  for (const Column* column : columns_to_prove(work))
    proofs.insert(not_null_proof(work.change->physical_name(column->id)));
  std::vector<PlannedTest> tests;
  for (const Rule& rule : rules_to_prove(work, context)) {
    if (proofs.count(rule.added_as) > 0) continue;
    if (!knows_all(trial, rule.reads)) {
      untested.push_back(not_known(rule.name));
      continue;
    }
    PlannedTest test{.test = {RowTrouble::check, rule.name, {}},
                     .condition = rule.violated,
                     .behind_down = {},
                     .values = {}};
    show_new(test, trial, work, rule.reads);
    tests.push_back(std::move(test));
  }
  return tests;
}

// A CHECK that was never validated holds for every row that is written, by the backfill too.
std::vector<PlannedTest> unproven_check_tests(const Trial& trial, const TableWork& work) {
  std::vector<PlannedTest> tests;
  if (!work.mark) return tests;
  for (const Constraint& constraint : work.change->before->constraints) {
    const auto* check = std::get_if<CheckConstraint>(&constraint.rule);
    if (check == nullptr || constraint.validated) continue;
    PlannedTest test{
        .test = {RowTrouble::unproven_check, constraint.name.str(), {}},
        .condition = sql("NOT ({})", rename_columns(check->expression, work.change->columns)),
        .behind_down = {},
        .values = {}};
    for (const auto& [name, id] : check->expression.columns) {
      test.test.labels.push_back(name.str());
      test.values.push_back(trial.old_value(id));
    }
    tests.push_back(std::move(test));
  }
  return tests;
}

const TableChange* change_of(const Workings& workings, TableId id) {
  for (const TableChange& change : workings.changes)
    if (change.either().id == id) return &change;
  return nullptr;
}

Sql points_nowhere(const TableWork& work, const ForeignKeyConstraint& key,
                   const Workings& workings) {
  const auto columns = workings.names.columns(work.change->either().id, key.columns);
  const QualifiedName target = workings.names.referenced(key);
  const auto targets = key.references
                           ? workings.names.columns(*key.references, key.referenced_columns)
                           : key.outside_columns;
  std::vector<Sql> equal, there, missing;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    equal.push_back(sql("\"_zdm_target\".{} = \"_zdm_from\".{}", targets.at(i), columns[i]));
    there.push_back(sql("{} IS NOT NULL", columns[i]));
    missing.push_back(sql("{} IS NULL", columns[i]));
  }
  // A table that the migration makes is empty when the key is to hold.
  const TableChange* change = key.references ? change_of(workings, *key.references) : nullptr;
  const Sql nowhere =
      change != nullptr && change->made()
          ? sql("true")
          : sql("NOT EXISTS (SELECT FROM {} AS \"_zdm_target\", (SELECT {}) AS \"_zdm_from\" "
                "WHERE {})",
                target, columns, join(equal, " AND "));
  if (key.match != "FULL") return sql("{} AND {}", join(there, " AND "), nowhere);
  return sql("NOT ({}) AND ({} OR {})", join(missing, " AND "), join(missing, " OR "), nowhere);
}

// Not a key to a column that is itself to be derived: nobody has its values yet.
bool points_to_new_column(const ForeignKeyConstraint& key, const Workings& workings) {
  const TableChange* change = key.references ? change_of(workings, *key.references) : nullptr;
  if (change == nullptr || change->made()) return false;
  return std::any_of(key.referenced_columns.begin(), key.referenced_columns.end(),
                     [&](ColumnId id) { return change->is_new(id); });
}

std::vector<PlannedTest> reference_tests(const Trial& trial, const TableWork& work,
                                         const Workings& workings,
                                         std::vector<std::string>& untested) {
  std::vector<PlannedTest> tests;
  for (const ConstraintToAdd& added : work.carried.constraints) {
    const ForeignKeyConstraint* key = added.constraint->foreign_key();
    if (key == nullptr || !added.constraint->validated) continue;
    const std::string name = added.constraint->name.str();
    const std::set<ColumnId> columns(key->columns.begin(), key->columns.end());
    if (!knows_all(trial, columns)) {
      untested.push_back(not_known(name));
      continue;
    }
    if (points_to_new_column(*key, workings)) {
      // A key that holds already goes on to hold where both sides change in the same way.
      if (!added.constraint->existing)
        untested.push_back(name + ": it points to a column that the migration derives");
      continue;
    }
    PlannedTest test{.test = {RowTrouble::reference, name, {}},
                     .condition = points_nowhere(work, *key, workings),
                     .behind_down = {},
                     .values = {}};
    show_new(test, trial, work, columns);
    tests.push_back(std::move(test));
  }
  return tests;
}

// The new columns by whose values the old one comes back.
std::vector<ColumnId> on_the_way(const Trial& trial, const TableWork& work, ColumnId gone) {
  std::vector<ColumnId> ids;
  for (const ColumnId id : trial.down_of(gone).reads)
    if (work.change->is_new(id) && trial.has_up(id) && trial.up_of(id).reads.count(gone) > 0)
      ids.push_back(id);
  return ids;
}

PlannedTest round_trip(const Trial& trial, const TableWork& work, const Column& gone,
                       const std::vector<ColumnId>& way) {
  // As JSON any type can be compared, numbers without regard to their scale.
  PlannedTest test{
      .test = {RowTrouble::round_trip, in_table(work, gone), {}},
      .condition = {},
      .behind_down = sql("pg_catalog.to_jsonb({}) IS DISTINCT FROM pg_catalog.to_jsonb({})",
                         trial.old_value(gone.id), trial.down_value(gone.id)),
      .values = {trial.old_value(gone.id)}};
  for (const ColumnId id : way) test.values.push_back(trial.new_value(id));
  test.values.push_back(trial.down_value(gone.id));
  test.test.labels.resize(test.values.size());
  return test;
}

std::vector<PlannedTest> down_tests(const Trial& trial, const TableWork& work) {
  std::vector<PlannedTest> tests;
  for (const Column* gone : work.change->gone_columns()) {
    if (!trial.has_down(gone->id)) continue;
    const std::vector<ColumnId> way = on_the_way(trial, work, gone->id);
    if (!way.empty())
      tests.push_back(round_trip(trial, work, *gone, way));
    else if (!gone->nullable)
      tests.push_back({.test = {RowTrouble::down_is_null, in_table(work, *gone), {}},
                       .condition = {},
                       .behind_down = sql("{} IS NULL", trial.down_value(gone->id)),
                       .values = {}});
  }
  return tests;
}

void append(std::vector<PlannedTest>& to, std::vector<PlannedTest> from) {
  std::move(from.begin(), from.end(), std::back_inserter(to));
}

}  // namespace

std::vector<PlannedTest> row_tests(const Trial& trial, const TableWork& work,
                                   const Workings& workings, std::vector<std::string>& untested) {
  std::vector<PlannedTest> tests = null_tests(trial, work);
  append(tests, check_tests(trial, work, workings.context, untested));
  append(tests, unproven_check_tests(trial, work));
  append(tests, reference_tests(trial, work, workings, untested));
  append(tests, down_tests(trial, work));
  return tests;
}

std::string not_known(const std::string& subject) {
  return subject + ": it is about a column whose values are made by the server, or cannot be tried";
}

Sql as_json_list(const std::vector<Sql>& values) {
  std::vector<Sql> texts;
  for (const Sql& value : values) texts.push_back(sql("pg_catalog.\"left\"({}::text, 60)", value));
  return sql("pg_catalog.jsonb_build_array({})", join(texts, ", "));
}

Sql first_few(const Sql& list) {
  return sql("pg_catalog.jsonb_path_query_array(coalesce({}, '[]'), '$[0 to 2]')", list);
}

Sql count_and_examples(const Sql& flag, const std::vector<Sql>& key,
                       const std::vector<Sql>& values) {
  std::vector<Sql> shown = key;
  shown.insert(shown.end(), values.begin(), values.end());
  const Sql examples =
      sql("pg_catalog.jsonb_agg({} ORDER BY \"_zdm_row\".\"_zdm_ctid\") FILTER (WHERE {})",
          as_json_list(shown), flag);
  return sql(
      "pg_catalog.jsonb_build_array(pg_catalog.jsonb_build_array("
      "pg_catalog.count(*) FILTER (WHERE {}),\n     {}))",
      flag, first_few(examples));
}

}  // namespace zdm::planner
