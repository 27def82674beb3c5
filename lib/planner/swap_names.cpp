#include "planner/swap_names.hpp"

#include <algorithm>

#include "planner/exclusions.hpp"
#include "planner/swap_keys.hpp"
#include "sql/constraint_ddl.hpp"
#include "sql/partition_ddl.hpp"
#include "sql/table_ddl.hpp"

namespace zdm::planner {
namespace {

bool is_made_anew(const TableWork& work, const Constraint& constraint) {
  const auto& added = work.carried.constraints;
  const auto& built = work.carried.indexes;
  return std::any_of(added.begin(), added.end(),
                     [&](const auto& a) { return a.constraint == &constraint; }) ||
         std::any_of(built.begin(), built.end(),
                     [&](const auto& b) { return b.constraint == &constraint; });
}

class MadeNames {
 public:
  MadeNames(const TableWork& work, const Context& context)
      : work_(work),
        change_(*work.change),
        context_(context),
        after_(*change_.after),
        table_(change_.physical) {}

  std::vector<Statement> statements() {
    for (const IndexToBuild& build : work_.carried.indexes) rename_index(build);
    if (work_.partitioned() && !work_.carried.indexes.empty())
      add(ddl::rename_indexes_of_later_partitions(table_));
    for (const ConstraintToAdd& added : work_.carried.constraints)
      if (!is_over_partitions(added, work_)) rename_constraint(added);
    return statements_;
  }

 private:
  void add(Statement statement) { statements_.push_back(std::move(statement)); }

  void rename_constraint(const ConstraintToAdd& added) {
    const auto* exclude = std::get_if<ExcludeConstraint>(&added.constraint->rule);
    if (exclude != nullptr) rename_columns_inside(exclude->index, added.added_as);
    const Identifier& name =
        exclude != nullptr ? name_by_swap(change_, added.constraint->name, added.added_as, context_)
                           : added.constraint->name;
    if (added.added_as != name) add(ddl::rename_constraint(table_, added.added_as, name));
    if (added.constraint->comment)
      add(ddl::comment_on_constraint(table_, name, *added.constraint->comment));
    if (exclude != nullptr) set_index_properties(exclude->index, name);
  }

  // A constraint's index has got its name with the constraint.
  void rename_index(const IndexToBuild& build) {
    const bool of_constraint = build.constraint != nullptr;
    const Identifier& own = of_constraint ? build.constraint->name : build.index->name;
    const Identifier& name = name_by_swap(change_, own, build.built_as, context_);
    rename_columns_inside(*build.index, of_constraint ? name : build.built_as);
    if (!of_constraint && build.built_as != name)
      add(ddl::rename_index({table_.schema, build.built_as}, name));
    if (!of_constraint) rename_parts(build);
    set_index_properties(*build.index, name);
  }

  void rename_parts(const IndexToBuild& build) {
    for (const PartIndex& part : build.parts)
      if (part.built_as != part.name)
        add(ddl::rename_index(in_schema_of(*part.partition, part.built_as), part.name));
  }

  // An index keeps, inside itself, the names that its columns had when it was built.
  void rename_columns_inside(const Index& made, const Identifier& index) {
    std::vector<ColumnId> ids = made.include;
    for (const IndexElement& element : made.elements)
      if (const auto* id = std::get_if<ColumnId>(&element.key)) ids.push_back(*id);
    for (ColumnId id : ids) {
      const Identifier& name = after_.column(id)->name;
      if (change_.is_new(id) && change_.physical_name(id) != name)
        add(ddl::rename_index_column({table_.schema, index}, table_, change_.physical_name(id),
                                     name));
    }
  }

  void set_index_properties(const Index& index, const Identifier& name) {
    const QualifiedName qualified{table_.schema, name};
    if (index.comment) add(ddl::comment_on_index(qualified, *index.comment));
    if (index.clustered) add(ddl::cluster_on(table_, name));
  }

  const TableWork& work_;
  const TableChange& change_;
  const Context& context_;
  const Table& after_;
  const QualifiedName& table_;
  std::vector<Statement> statements_;
};

}  // namespace

bool waits_for_name(const TableChange& change, const Identifier& name, const Context& context) {
  // Those of a partitioned table are put together under their own names.
  if (change.before->kind == TableKind::partitioned) return false;
  if (context.before.relation_names.count(name) == 0) return false;
  const Constraint* constraint = change.before->constraint(name);
  return change.before->index(name) == nullptr &&
         (constraint == nullptr || !is_indexed(*constraint));
}

const Identifier& name_by_swap(const TableChange& change, const Identifier& own,
                               const Identifier& until_then, const Context& context) {
  return waits_for_name(change, own, context) ? until_then : own;
}

std::vector<Rename> late_index_names(const TableWork& work, const Context& context) {
  std::vector<Rename> renames;
  const auto add = [&](const Identifier& until_then, const Identifier& own) {
    if (until_then != own && waits_for_name(*work.change, own, context))
      renames.push_back({until_then, own});
  };
  if (!work.change->kept()) return renames;
  for (const IndexToBuild& build : work.carried.indexes) add(build.built_as, build.index->name);
  for (const ConstraintToAdd& added : work.carried.constraints)
    if (is_exclusion(added)) add(added.added_as, added.constraint->name);
  for (const Constraint& constraint : work.change->after->constraints)
    if (is_indexed(constraint) && constraint.existing && !is_made_anew(work, constraint))
      add(*constraint.existing, constraint.name);
  return renames;
}

std::vector<Statement> rename_kept_constraints(const TableWork& work, const Context& context) {
  const TableChange& change = *work.change;
  std::vector<Rename> renames;
  for (const Constraint& constraint : change.after->constraints)
    if (constraint.existing && *constraint.existing != constraint.name &&
        change.before->constraint(*constraint.existing) != nullptr &&
        !is_made_anew(work, constraint) &&
        !(is_indexed(constraint) && waits_for_name(change, constraint.name, context)))
      renames.push_back({*constraint.existing, constraint.name});
  std::vector<Statement> statements;
  for (const auto& [from, to] : ordered_renames(std::move(renames)))
    statements.push_back(ddl::rename_constraint(change.physical, from, to));
  return statements;
}

std::vector<Statement> rename_made(const TableWork& work, const Context& context) {
  return MadeNames(work, context).statements();
}

}  // namespace zdm::planner
