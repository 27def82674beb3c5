#include "planner/data_check.hpp"

#include <algorithm>
#include <map>

#include "catalog/primary_key.hpp"
#include "planner/key_tests.hpp"
#include "planner/row_tests.hpp"
#include "planner/trial.hpp"
#include "sql/dollar_quote.hpp"

namespace zdm {
namespace planner {
namespace {

// All that a query over the rows has behind FROM, up to and with the new row.
std::vector<Sql> up_to_new_row(const Trial& trial, const Sql& rows) {
  std::vector<Sql> from{rows};
  for (const Trial::Stage& stage : trial.ups())
    from.insert(from.end(), stage.links.begin(), stage.links.end());
  from.push_back(trial.new_row());
  return from;
}

Sql from_clause(const std::vector<Sql>& from) { return join(from, ",\n  "); }

// Each stage of one row by itself, so that it can be told which one has failed.
std::vector<Sql> attempts(const Trial& trial, const QualifiedName& table,
                          const std::vector<PlannedTest>& tests) {
  std::vector<Sql> result;
  std::vector<Sql> from{Trial::rows(table, sql("\"_zdm_t\".ctid = _zdm_tid"))};
  const auto attempt = [&](const Sql& value) {
    result.push_back(sql("_zdm_stage := {};\nPERFORM {} FROM {};", static_cast<int>(result.size()),
                         value, from_clause(from)));
  };
  const auto attempt_stages = [&](const std::vector<Trial::Stage>& stages) {
    for (const Trial::Stage& stage : stages) {
      from.insert(from.end(), stage.links.begin(), stage.links.end());
      attempt(stage.value);
    }
  };
  attempt_stages(trial.ups());
  from.push_back(trial.new_row());
  for (std::size_t i = 0; i < tests.size(); ++i) {
    if (!tests[i].condition) continue;
    from.push_back(trial.test(i, *tests[i].condition));
    attempt(Trial::test_value(i));
    from.pop_back();
  }
  attempt_stages(trial.downs());
  return result;
}

std::vector<std::string> stage_names(const Trial& trial, const std::vector<PlannedTest>& tests) {
  std::vector<std::string> names;
  for (const Trial::Stage& stage : trial.ups()) names.push_back(stage.name);
  for (const PlannedTest& test : tests)
    if (test.condition) names.push_back(test.test.subject);
  for (const Trial::Stage& stage : trial.downs()) names.push_back(stage.name);
  return names;
}

Sql find_failing(const Trial& trial, const QualifiedName& table, const std::vector<Sql>& key,
                 const std::vector<PlannedTest>& tests) {
  const Sql body = sql(R"(
#variable_conflict use_column
DECLARE
  _zdm_tid tid;
  _zdm_stage integer;
  _zdm_failing jsonb[] := '{{}}';
BEGIN
  FOREACH _zdm_tid IN ARRAY pg_catalog.current_setting('zdm.rows')::tid[] LOOP
    BEGIN
{}
    EXCEPTION WHEN OTHERS THEN
      _zdm_failing := pg_catalog.array_append(_zdm_failing,
        pg_catalog.jsonb_build_array(_zdm_tid::text, _zdm_stage, SQLSTATE, SQLERRM)
        || (SELECT {} FROM {}));
    END;
  END LOOP;
  PERFORM pg_catalog.set_config('zdm.failing', pg_catalog.to_jsonb(_zdm_failing)::text, true);
END
)",
                       join(attempts(trial, table, tests), "\n"), as_json_list(key),
                       Trial::rows(table, sql("\"_zdm_t\".ctid = _zdm_tid")));
  const Sql tag = dollar_tag(body);
  return sql("DO {}{}{}", tag, body, tag);
}

Sql test_rows(const Trial& trial, const QualifiedName& table, const std::vector<Sql>& key,
              const std::vector<PlannedTest>& tests) {
  std::vector<Sql> from =
      up_to_new_row(trial, Trial::rows(table, sql("\"_zdm_t\".ctid = ANY ($1::tid[])")));
  std::vector<Sql> results{sql("pg_catalog.jsonb_build_array(pg_catalog.count(*))")};
  for (std::size_t i = 0; i < tests.size(); ++i)
    if (tests[i].condition) from.push_back(trial.test(i, *tests[i].condition));
  for (const Trial::Stage& stage : trial.downs())
    from.insert(from.end(), stage.links.begin(), stage.links.end());
  for (std::size_t i = 0; i < tests.size(); ++i) {
    const Sql flag = tests[i].condition ? Trial::test_value(i) : *tests[i].behind_down;
    results.push_back(count_and_examples(flag, key, tests[i].values));
  }
  return sql("SELECT {}\nFROM {}", join(results, "\n  || "), from_clause(from));
}

std::vector<Sql> key_values(const TableChange& change, const std::vector<ColumnId>& key) {
  std::vector<Sql> values;
  for (const ColumnId id : key) values.push_back(sql("\"_zdm_row\".{}", change.physical_name(id)));
  if (values.empty()) values.push_back(sql("\"_zdm_row\".\"_zdm_ctid\""));
  return values;
}

DataCheck check_of(const TableWork& work, const QualifiedName& table, const Workings& workings,
                   const std::set<std::string>& untried) {
  const TableChange& change = *work.change;
  const Trial trial(work, workings, untried);
  const std::vector<ColumnId> key_columns = primary_key_columns(*change.before);
  const std::vector<Sql> key = key_values(change, key_columns);
  DataCheck check;
  check.table = table;
  check.name = name_in_plan(table, work);
  check.part_of = work.table().name.str();
  for (const ColumnId id : key_columns) check.key.push_back(change.before->column(id)->name.str());
  const std::vector<PlannedTest> tests = row_tests(trial, work, workings, check.untested);
  for (const PlannedTest& test : tests) check.tests.push_back(test.test);
  check.stages = stage_names(trial, tests);
  check.find_failing = find_failing(trial, table, key, tests);
  check.test_rows = test_rows(trial, table, key, tests);
  const Sql chosen =
      sql("($1::tid[] IS NULL AND \"_zdm_t\".ctid <> ALL ($2::tid[]) OR \"_zdm_t\".ctid = ANY "
          "($1::tid[]))");
  check.key_tests =
      key_tests(trial, work, from_clause(up_to_new_row(trial, Trial::rows(table, chosen))), key,
                check.untested);
  return check;
}

bool has_something_to_try(const DataCheck& check) {
  return !check.stages.empty() || !check.tests.empty() || !check.key_tests.empty() ||
         !check.untested.empty();
}

bool is_foreign(const TableWork& work, const QualifiedName& table) {
  const auto& partitions = work.change->either().partitioning.partitions;
  return std::any_of(partitions.begin(), partitions.end(),
                     [&](const Partition& p) { return p.name == table && p.is_foreign; });
}

}  // namespace
}  // namespace planner

std::vector<DataCheck> data_checks(const Migration& migration, const Catalog& before,
                                   const Facts& facts, const Situation& situation,
                                   const std::set<std::string>& untried) {
  const planner::Workings workings(migration, before, facts, situation);
  std::vector<DataCheck> checks;
  for (const planner::TableWork& work : workings.works) {
    if (!work.change->kept()) continue;
    for (const QualifiedName& table : work.row_tables()) {
      if (planner::is_foreign(work, table)) continue;
      DataCheck check = planner::check_of(work, table, workings, untried);
      if (planner::has_something_to_try(check)) checks.push_back(std::move(check));
    }
  }
  return checks;
}

}  // namespace zdm
