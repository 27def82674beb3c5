#include "planner/held_rules.hpp"

#include <algorithm>
#include <string>

#include "sql/expression.hpp"

namespace zdm::planner {
namespace {

bool is_about_old_columns(const TableChange& change, const BoundExpression& expression) {
  return std::none_of(expression.columns.begin(), expression.columns.end(),
                      [&](const auto& column) { return change.is_new(column.second); });
}

// What tells a row apart for people: its key, and what the rule is about.
std::vector<Identifier> shown_columns(const TableChange& change, const std::set<ColumnId>& reads) {
  std::vector<Identifier> shown;
  const auto show = [&](ColumnId id) {
    const Identifier& name = change.physical_name(id);
    if (std::find(shown.begin(), shown.end(), name) == shown.end()) shown.push_back(name);
  };
  for (const Constraint& constraint : change.before->constraints)
    if (const auto* key = std::get_if<KeyConstraint>(&constraint.rule); key && key->primary)
      for (const IndexElement& element : key->index.elements)
        if (const auto* id = std::get_if<ColumnId>(&element.key)) show(*id);
  for (const ColumnId id : reads) show(id);
  return shown;
}

Step proof(const TableWork& work, const std::string& name, const std::string& claim,
           const std::set<ColumnId>& reads, const Sql& violated) {
  const std::vector<Identifier> shown = shown_columns(*work.change, reads);
  const Sql columns = shown.empty() ? sql("ctid") : sql("{}", shown);
  return {
      .id = "expand.prove." + work.table().name.str() + "." + name,
      .phase = Phase::expand,
      .title = work.table().name.str() + ": look for rows that violate " + name,
      .work =
          Proof{.query = {.sql = sql("SELECT {} FROM {} WHERE {}", columns, work.table(), violated),
                          .lock = LockMode::access_share,
                          .cost = Cost::scans_table,
                          .table = work.table()},
                .claim = claim},
      .reversal = NothingToUndo{"it only reads"}};
}

void prove_not_null(std::vector<Step>& steps, const TableWork& work) {
  for (const Column* column : columns_to_prove(work)) {
    if (work.change->is_new(column->id)) continue;
    const Identifier& name = work.change->physical_name(column->id);
    steps.push_back(proof(work, name.str() + " NOT NULL",
                          name.str() + " of " + work.table().name.str() + " is nowhere NULL",
                          {column->id}, sql("{} IS NULL", name)));
  }
}

void prove_check(std::vector<Step>& steps, const TableWork& work, const Constraint& constraint) {
  const auto* check = std::get_if<CheckConstraint>(&constraint.rule);
  if (check == nullptr || !is_about_old_columns(*work.change, check->expression)) return;
  std::set<ColumnId> reads;
  for (const auto& [name, id] : check->expression.columns) reads.insert(id);
  steps.push_back(
      proof(work, constraint.name.str(),
            "every row of " + work.table().name.str() + " fulfils " + constraint.name.str(), reads,
            sql("NOT {}", rename_columns(check->expression, work.change->columns))));
}

}  // namespace

std::vector<Step> held_rule_proofs(const std::vector<TableWork>& works) {
  std::vector<Step> steps;
  for (const TableWork& work : works) {
    if (!work.change->kept()) continue;
    prove_not_null(steps, work);
    for (const ConstraintToAdd& added : work.carried.constraints)
      prove_check(steps, work, *added.constraint);
  }
  return steps;
}

}  // namespace zdm::planner
