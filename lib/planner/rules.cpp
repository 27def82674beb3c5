#include "planner/rules.hpp"

#include <algorithm>
#include <string>

#include "catalog/primary_key.hpp"
#include "core/name.hpp"
#include "planner/index_text.hpp"
#include "sql/constraint_ddl.hpp"
#include "sql/expression.hpp"

namespace zdm::planner {
namespace {

Rule not_null_rule(const TableWork& work, const Column& column) {
  const Identifier& name = work.change->physical_name(column.id);
  return {.added_as = not_null_proof(name),
          .name = column.name.str() + " NOT NULL",
          .definition = sql("CHECK ({} IS NOT NULL)", name),
          .violated = sql("{} IS NULL", name),
          .reads = {column.id}};
}

Rule check_rule(const TableWork& work, const ConstraintToAdd& added, const CheckConstraint& check,
                const Context& context) {
  Rule rule{.added_as = added.added_as,
            .name = added.constraint->name.str(),
            .definition = constraint_rule(*added.constraint, work.change->after->id, context.names),
            .violated = sql("NOT ({})", rename_columns(check.expression, work.change->columns)),
            .reads = {},
            .proven = added.constraint->validated};
  for (const auto& [name, id] : check.expression.columns) rule.reads.insert(id);
  return rule;
}

// What tells a row apart for people: its key, and what the rules are about.
std::vector<ColumnId> shown_columns(const TableChange& change, const std::vector<Rule>& rules) {
  std::vector<ColumnId> shown;
  const auto show = [&](ColumnId id) {
    if (std::find(shown.begin(), shown.end(), id) == shown.end()) shown.push_back(id);
  };
  for (const ColumnId id : primary_key_columns(*change.before)) show(id);
  for (const Rule& rule : rules)
    for (const ColumnId id : rule.reads) show(id);
  return shown;
}

Sql shown_list(const TableChange& change, const std::vector<Rule>& rules) {
  std::vector<Sql> list;
  for (const ColumnId id : shown_columns(change, rules)) {
    const Identifier& physical = change.physical_name(id);
    const Column* column = change.after->column(id);
    const bool is_second_form = column != nullptr && column->name != physical;
    list.push_back(is_second_form
                       ? sql("{} AS {}", physical, prefixed_name("new ", column->name.str()))
                       : sql("{}", physical));
  }
  return list.empty() ? sql("ctid") : join(list, ", ");
}

Step proof(const TableWork& work, const std::vector<Rule>& rules) {
  const std::string& table = work.table().name.str();
  std::vector<Sql> violated;
  for (const Rule& rule : rules) violated.push_back(rule.violated);
  return {.id = "build.prove." + table,
          .phase = Phase::build,
          .title = table + ": look for rows that violate " + names_of(rules),
          .work = Proof{.query = {.sql = sql("SELECT {} FROM {} WHERE {}",
                                             shown_list(*work.change, rules), work.table(),
                                             join(violated, " OR ")),
                                  .lock = LockMode::access_share,
                                  .cost = Cost::scans_table,
                                  .table = work.table()},
                        .claim = "every row of " + table + " fulfils " + names_of(rules)},
          .reversal = NothingToUndo{"it only reads"}};
}

Step addition(const TableWork& work, const std::vector<Rule>& rules) {
  const std::string& table = work.table().name.str();
  Doing doing;
  for (const Rule& rule : rules)
    doing.add(ddl::add_check_not_valid(work.table(), rule.added_as, rule.definition),
              ddl::drop_constraint(work.table(), rule.added_as));
  return {.id = "build.rules." + table,
          .phase = Phase::build,
          .title = table + ": hold new rows to " + names_of(rules),
          .work = doing.work(),
          .reversal = doing.reversal()};
}

}  // namespace

std::vector<Rule> rules_of(const TableWork& work, const Context& context) {
  std::vector<Rule> rules;
  for (const Column* column : columns_to_prove(work)) rules.push_back(not_null_rule(work, *column));
  for (const ConstraintToAdd& added : work.carried.constraints)
    if (const auto* check = std::get_if<CheckConstraint>(&added.constraint->rule))
      rules.push_back(check_rule(work, added, *check, context));
  return rules;
}

std::vector<Rule> rules_to_prove(const TableWork& work, const Context& context) {
  std::vector<Rule> rules = rules_of(work, context);
  std::erase_if(rules, [](const Rule& rule) { return !rule.proven; });
  return rules;
}

std::string names_of(const std::vector<Rule>& rules) {
  std::string names;
  for (const Rule& rule : rules) names += (names.empty() ? "" : ", ") + rule.name;
  return names;
}

std::vector<Step> rule_steps(const std::vector<TableWork>& works, const Context& context) {
  std::vector<Step> steps;
  for (const TableWork& work : works) {
    if (!work.change->kept()) continue;
    if (const auto proven = rules_to_prove(work, context); !proven.empty())
      steps.push_back(proof(work, proven));
    if (const auto all = rules_of(work, context); !all.empty())
      steps.push_back(addition(work, all));
  }
  return steps;
}

}  // namespace zdm::planner
