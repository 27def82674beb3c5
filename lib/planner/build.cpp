#include <string>

#include "planner/index_text.hpp"
#include "planner/phases.hpp"
#include "sql/constraint_ddl.hpp"
#include "sql/table_ddl.hpp"

namespace zdm::planner {
namespace {

Step build_step(std::string id, std::string title, Work work, Reversal reversal) {
  return {.id = std::move(id),
          .phase = Phase::build,
          .title = std::move(title),
          .work = std::move(work),
          .reversal = std::move(reversal)};
}

const Reversal kGoesWithExpand = NothingToUndo{"what it proves goes with the expand step"};

void add_indexes(std::vector<Step>& steps, const TableWork& work) {
  const QualifiedName& table = work.table();
  for (const IndexToBuild& build : work.carried.indexes) {
    const QualifiedName index{table.schema, build.built_as};
    const Statement drop = ddl::drop_index_concurrently(index, table);
    const auto uniqueness = build.index->unique || build.constraint != nullptr
                                ? ddl::Uniqueness::unique
                                : ddl::Uniqueness::not_unique;
    steps.push_back(build_step("build.index." + build.built_as.str(),
                               table.name.str() + ": build the index " + build.built_as.str(),
                               BuildIndex{.index = index,
                                          .create = ddl::create_index_concurrently(
                                              table, build.built_as, uniqueness,
                                              index_body(*build.index, work.change->columns)),
                                          .drop = drop},
                               DropIndex{drop}));
  }
}

void add_late_foreign_keys(std::vector<Step>& steps, const TableWork& work,
                           const std::vector<TableWork>& works, const Context& context) {
  Doing doing;
  for (const ConstraintToAdd& added : work.carried.constraints)
    if (waits_for_an_index(added, works))
      doing.add(ddl::add_foreign_key_not_valid(
                    work.table(), added.added_as,
                    constraint_rule(*added.constraint, work.change->after->id, context.names)),
                ddl::drop_constraint(work.table(), added.added_as));
  if (doing.empty()) return;
  const std::string& name = work.table().name.str();
  steps.push_back(build_step("build.references." + name, name + ": add its foreign keys",
                             doing.work(), doing.reversal()));
}

void add_validation(std::vector<Step>& steps, const TableWork& work) {
  const auto add = [&](const Identifier& constraint, const std::string& title) {
    steps.push_back(build_step(
        "build.validate." + work.table().name.str() + "." + constraint.str(), title,
        Transaction{{ddl::validate_constraint(work.table(), constraint)}}, kGoesWithExpand));
  };
  const std::string& table = work.table().name.str();
  for (const Column* column : columns_to_prove(work))
    add(not_null_proof(work.change->physical_name(column->id)),
        table + ": prove that " + column->name.str() + " is nowhere NULL");
  for (const ConstraintToAdd& added : work.carried.constraints)
    add(added.added_as, table + ": prove " + added.constraint->name.str());
}

// The server's planner knows nothing of columns that it has never sampled, nor of new indexes on
// expressions: without this the new version's first queries would get poor plans.
void add_statistics(std::vector<Step>& steps, const TableWork& work) {
  if (work.composition.up.empty()) return;
  std::vector<Identifier> columns;
  for (const Column* column : work.change->new_columns())
    columns.push_back(work.change->physical_name(column->id));
  if (columns.empty()) return;
  const std::string& name = work.table().name.str();
  steps.push_back(build_step("build.analyze." + name, name + ": sample the new columns",
                             Transaction{{ddl::analyze(work.table(), columns)}},
                             NothingToUndo{"statistics go with the columns"}));
}

}  // namespace

std::vector<Step> build_steps(const std::vector<TableWork>& works, const Context& context) {
  std::vector<Step> steps;
  for (const TableWork& work : works)
    if (work.change->kept()) add_indexes(steps, work);
  for (const TableWork& work : works)
    if (work.change->kept()) add_late_foreign_keys(steps, work, works, context);
  for (const TableWork& work : works) {
    if (!work.change->kept()) continue;
    add_validation(steps, work);
    add_statistics(steps, work);
  }
  return steps;
}

}  // namespace zdm::planner
