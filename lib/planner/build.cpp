#include <string>

#include "planner/acting_order.hpp"
#include "planner/constraint_drop.hpp"
#include "planner/index_text.hpp"
#include "planner/phases.hpp"
#include "planner/rules.hpp"
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

const Reversal kGoesWithIt = NothingToUndo{"the proof goes with its constraint"};

ddl::Uniqueness uniqueness_of(const IndexToBuild& build) {
  return build.index->unique || build.constraint != nullptr ? ddl::Uniqueness::unique
                                                            : ddl::Uniqueness::not_unique;
}

Step concurrent_build(const QualifiedName& table, const Identifier& name, const std::string& about,
                      const IndexToBuild& build, const TableWork& work) {
  const QualifiedName index{table.schema, name};
  const Statement drop = ddl::drop_index_concurrently(index, table);
  return build_step("build.index." + name.str(), about + ": build the index " + name.str(),
                    BuildIndex{.index = index,
                               .create = ddl::create_index_concurrently(
                                   table, name, uniqueness_of(build),
                                   index_body(*build.index, work.change->columns)),
                               .drop = drop},
                    DropIndex{drop});
}

// No index of a partitioned table can be built concurrently, but those of its partitions can. For a
// constraint these are all until contract, since PostgreSQL makes none of a partitioned index.
class PartitionedIndex {
 public:
  PartitionedIndex(const TableWork& work, const IndexToBuild& build) : work_(work), build_(build) {}

  void add_to(std::vector<Step>& steps) const {
    const bool is_attached = build_.constraint == nullptr;
    if (is_attached) steps.push_back(over_partitions());
    for (const PartIndex& part : build_.parts)
      if (part.partition->has_rows)
        steps.push_back(concurrent_build(part.partition->name, part.built_as,
                                         name_in_plan(part.partition->name, work_), build_, work_));
    if (is_attached) steps.push_back(attach());
  }

 private:
  QualifiedName index() const { return {work_.table().schema, build_.built_as}; }

  // The indexes above the one of `partition`.
  QualifiedName parent_index(const Partition& partition) const {
    for (const PartIndex& part : build_.parts)
      if (part.partition->name == partition.parent)
        return in_schema_of(*part.partition, part.built_as);
    return index();
  }

  Statement on_only(const QualifiedName& table, const Identifier& name) const {
    return ddl::create_index_on_only(table, name, uniqueness_of(build_),
                                     index_body(*build_.index, work_.change->columns));
  }

  Statement attached(const PartIndex& part) const {
    return ddl::attach_index(parent_index(*part.partition),
                             in_schema_of(*part.partition, part.built_as), part.partition->name);
  }

  // From here on new partitions have the index by themselves.
  Step over_partitions() const {
    Transaction work{{on_only(work_.table(), build_.built_as)}};
    for (const PartIndex& part : build_.parts) {
      if (part.partition->has_rows) continue;
      work.statements.push_back(on_only(part.partition->name, part.built_as));
      work.statements.push_back(attached(part));
    }
    return build_step("build.index." + build_.built_as.str(), title("begin the index"),
                      std::move(work), drop());
  }

  Step attach() const {
    Transaction work;
    for (const PartIndex& part : build_.parts)
      if (part.partition->has_rows) work.statements.push_back(attached(part));
    return build_step("build.attach." + build_.built_as.str(),
                      title("put the partitions' indexes together as"), std::move(work), drop());
  }

  // With all that is attached to it, which could not be dropped by itself.
  Transaction drop() const { return {{ddl::drop_index(index(), work_.table())}}; }

  std::string title(const std::string& what) const {
    return work_.table().name.str() + ": " + what + " " + build_.built_as.str();
  }

  const TableWork& work_;
  const IndexToBuild& build_;
};

// Before the table is sampled.
void add_index_statistics(std::vector<Step>& steps, const TableWork& work,
                          const IndexToBuild& build) {
  std::vector<Statement> statements;
  for (std::size_t i = 0; i < build.index->elements.size(); ++i)
    if (const int target = build.index->elements[i].statistics_target; target >= 0)
      statements.push_back(ddl::set_index_statistics({work.table().schema, build.built_as},
                                                     static_cast<int>(i) + 1, target));
  if (statements.empty()) return;
  steps.push_back(build_step(
      "build.statistics." + build.built_as.str(),
      work.table().name.str() + ": statistics targets of the index " + build.built_as.str(),
      Transaction{std::move(statements)}, NothingToUndo{"they go with the index"}));
}

void add_indexes(std::vector<Step>& steps, const TableWork& work) {
  const QualifiedName& table = work.table();
  for (const IndexToBuild& build : work.carried.indexes) {
    if (work.partitioned())
      PartitionedIndex(work, build).add_to(steps);
    else
      steps.push_back(concurrent_build(table, build.built_as, table.name.str(), build, work));
    add_index_statistics(steps, work, build);
  }
}

// No row of a made table has to be looked at.
void add_foreign_keys_of_made_table(Doing& doing, const TableChange& change,
                                    const Context& context) {
  for (const Constraint& constraint : change.after->constraints)
    if (const ForeignKeyConstraint* key = constraint.foreign_key())
      doing.add(ddl::add_foreign_key(change.physical, constraint.name,
                                     constraint_rule(constraint, change.after->id, context.names),
                                     context.names.referenced(*key)),
                drop_of(constraint, change.physical, constraint.name, context.names));
}

void add_foreign_keys(std::vector<Step>& steps, const TableWork& work, const Context& context) {
  Doing doing;
  if (work.change->made()) add_foreign_keys_of_made_table(doing, *work.change, context);
  for (const ConstraintToAdd& added : work.carried.constraints) {
    const ForeignKeyConstraint* key = added.constraint->foreign_key();
    if (key == nullptr) continue;
    const QualifiedName referenced = context.names.referenced(*key);
    const Sql rule = constraint_rule(*added.constraint, work.change->after->id, context.names);
    for (const QualifiedName& table : tables_of(added, work)) {
      doing.add(ddl::add_foreign_key_not_valid(table, added.added_as, rule, referenced),
                drop_of(*added.constraint, table, added.added_as, context.names));
      if (auto order = acting_order(added, table, work, context)) doing.add(std::move(*order));
    }
  }
  if (doing.empty()) return;
  const TableChange& change = *work.change;
  const std::string& name = change.made() ? change.after->name.str() : work.table().name.str();
  steps.push_back(build_step("build.references." + name, name + ": add its foreign keys",
                             doing.work(), doing.reversal()));
}

// The rules of a table in one command, which reads it once.
void add_validation(std::vector<Step>& steps, const TableWork& work, const Context& context) {
  const std::string& table = work.table().name.str();
  if (const std::vector<Rule> rules = rules_to_prove(work, context); !rules.empty()) {
    std::vector<Identifier> names;
    for (const Rule& rule : rules) names.push_back(rule.added_as);
    steps.push_back(build_step("build.validate." + table, table + ": prove " + names_of(rules),
                               Transaction{{ddl::validate_constraints(work.table(), names)}},
                               kGoesWithIt));
  }
  for (const ConstraintToAdd& added : work.carried.constraints) {
    if (added.constraint->foreign_key() == nullptr || !added.constraint->validated) continue;
    for (const QualifiedName& part : tables_of(added, work)) {
      const std::string name = name_in_plan(part, work);
      steps.push_back(build_step("build.validate." + name + "." + added.added_as.str(),
                                 name + ": prove " + added.constraint->name.str(),
                                 Transaction{{ddl::validate_constraints(part, {added.added_as})}},
                                 kGoesWithIt));
    }
  }
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

std::vector<QualifiedName> tables_of(const ConstraintToAdd& added, const TableWork& work) {
  if (added.constraint->foreign_key() != nullptr) return work.row_tables();
  return {work.table()};
}

std::vector<Step> build_steps(const std::vector<TableWork>& works, const Context& context) {
  std::vector<Step> steps;
  for (const TableWork& work : works)
    if (work.change->kept()) add_indexes(steps, work);
  for (const TableWork& work : works)
    if (!work.change->dropped()) add_foreign_keys(steps, work, context);
  for (const TableWork& work : works) {
    if (!work.change->kept()) continue;
    add_validation(steps, work, context);
    add_statistics(steps, work);
  }
  return steps;
}

}  // namespace zdm::planner
