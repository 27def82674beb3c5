#include "planner/swap.hpp"

#include <algorithm>
#include <map>
#include <string>

#include "planner/column_text.hpp"
#include "planner/exclusions.hpp"
#include "planner/identity.hpp"
#include "planner/index_text.hpp"
#include "planner/not_null_names.hpp"
#include "planner/phases.hpp"
#include "planner/renames.hpp"
#include "planner/statistics.hpp"
#include "planner/triggers.hpp"
#include "planner/views.hpp"
#include "sql/constraint_ddl.hpp"
#include "sql/partition_ddl.hpp"
#include "sql/sequence_ddl.hpp"
#include "sql/table_ddl.hpp"
#include "sql/version_ddl.hpp"

namespace zdm::planner {
namespace {

// Its name is its index's.
bool is_indexed(const Constraint& constraint) {
  return std::holds_alternative<KeyConstraint>(constraint.rule) ||
         std::holds_alternative<ExcludeConstraint>(constraint.rule);
}

bool is_made_anew(const TableWork& work, const Constraint& constraint) {
  const auto& added = work.carried.constraints;
  const auto& built = work.carried.indexes;
  return std::any_of(added.begin(), added.end(),
                     [&](const auto& a) { return a.constraint == &constraint; }) ||
         std::any_of(built.begin(), built.end(),
                     [&](const auto& b) { return b.constraint == &constraint; });
}

class Swap {
 public:
  Swap(const TableWork& work, const Context& context)
      : work_(work),
        change_(*work.change),
        context_(context),
        before_(*change_.before),
        after_(*change_.after),
        table_(change_.physical),
        not_nulls_(not_null_names(change_, context_.before)) {}

  std::vector<Statement> statements() {
    drop_triggers();
    drop_constraints();
    set_not_null();
    keep_sequences();
    begin_identities();
    drop_columns();
    rename_statistics();
    end_identities();
    change_types();
    rename_constraints();
    attach_keys();
    attach_foreign_keys();
    rename_columns();
    rename_not_nulls();
    set_defaults();
    rename_the_rest();
    set_replica_identity();
    comment();
    if (is_renamed_by_swap(change_, context_) && table_.name != after_.name)
      add(ddl::rename_table(table_, after_.name));
    if (statements_.empty()) return {};
    drop_old_view();
    return statements_;
  }

  // What is lost for good, for the plan's reader.
  std::string losses() const {
    std::string text;
    for (const Column* column : change_.gone_columns()) {
      if (!text.empty()) text += ", ";
      text += is_replaced(*column) ? "the old form of column " : "column ";
      text += before_.name.str() + "." + column->name.str();
    }
    return text;
  }

 private:
  void add(Statement statement) { statements_.push_back(std::move(statement)); }

  void add_all(const std::vector<Statement>& statements) {
    statements_.insert(statements_.end(), statements.begin(), statements.end());
  }

  // Is there a value in the new version that takes the column's place?
  bool is_replaced(const Column& column) const {
    return std::any_of(
        change_.dual_writes.begin(), change_.dual_writes.end(), [&](const DualWrite* write) {
          return !write->up.empty() &&
                 std::any_of(write->down.begin(), write->down.end(),
                             [&](const Derivation& d) { return d.target == column.id; });
        });
  }

  // It shows columns that are to go. Before everything else, so that no command below trips over
  // it.
  void drop_old_view() {
    if (context_.situation.live_version_schema)
      statements_.insert(statements_.begin(),
                         ddl::drop_view({*context_.situation.live_version_schema, before_.name}));
  }

  void drop_triggers() { add_all(dual_write_triggers(work_, context_).drop); }

  void drop_constraints() {
    for (const Constraint* constraint : work_.carried.gone_constraints)
      add(ddl::drop_constraint(table_, *constraint->existing));
  }

  // A serial column's sequence would go with the old form of the column.
  void keep_sequences() {
    for (const Column* gone : change_.gone_columns()) {
      if (!gone->sequence || gone->identity != Identity::none) continue;
      for (const Column* made : change_.new_columns())
        if (made->sequence && made->sequence->name == gone->sequence->name)
          add(ddl::own_sequence(gone->sequence->name, table_, change_.physical_name(made->id)));
    }
  }

  void begin_identities() {
    for (const MovedIdentity& moved : moved_identities(change_))
      add_all(begin_identity(table_, change_.physical_name(moved.made->id), *moved.made));
    for (const Column* added : added_identities(change_)) {
      // The view's default draws from the plain sequence, which is to go.
      add(ddl::drop_view_default({context_.version_schema, after_.name}, added->name));
      add_all(begin_identity(table_, change_.physical_name(added->id), *added));
    }
  }

  void end_identities() {
    for (const MovedIdentity& moved : moved_identities(change_))
      add_all(end_moved_identity(*moved.made));
    for (const Column* added : added_identities(change_)) add_all(end_added_identity(*added));
  }

  void drop_columns() {
    for (const Column* column : change_.gone_columns())
      add(ddl::drop_column(table_, change_.physical_name(column->id)));
    if (work_.mark) add(ddl::drop_column(table_, *work_.mark));
    if (work_.moved) add(ddl::drop_column(table_, *work_.moved));
  }

  // Those on old forms went with these; if one would not, its name were not free.
  void rename_statistics() {
    for (const StatisticsToMake& made : statistics_to_make(change_)) {
      const QualifiedName& name = made.statistics->name;
      add(ddl::drop_statistics(table_, name));
      add(ddl::rename_statistics({name.schema, made.made_as}, name.name));
    }
  }

  // Two commands in this order: dropped first, the CHECK would prove nothing and all rows be read.
  void set_not_null() {
    for (const Column* column : columns_to_prove(work_)) {
      const Identifier& name = change_.physical_name(column->id);
      add(not_nulls_.count(column->id) > 0
              ? ddl::set_not_null(table_, name, not_null_name_for_now(name))
              : ddl::set_not_null(table_, name));
      add(ddl::drop_constraint(table_, not_null_proof(name)));
    }
    for (const Column& column : after_.columns)
      if (const Column* old = before_.column(column.id);
          old != nullptr && !old->nullable && column.nullable)
        add(ddl::drop_not_null(table_, old->name));
  }

  // PostgreSQL changes no type under a view, so the new version's view is made anew around it.
  void change_types() {
    std::vector<Statement> types;
    for (const Column& column : after_.columns)
      if (const Column* old = before_.column(column.id); old != nullptr && old->type != column.type)
        types.push_back(ddl::set_type(table_, old->name, column.type));
    if (types.empty()) return;
    add(ddl::drop_view({context_.version_schema, after_.name}));
    add_all(types);
    // The columns that went are not in it, those that stay have their physical names until below.
    const ViewSource source{
        .table = &after_, .physical = table_, .columns = change_.columns, .before = nullptr};
    add_all(view_statements(source, context_.version_schema, context_.folded.after,
                            context_.facts.role));
  }

  void attach_keys() {
    for (const IndexToBuild& build : work_.carried.indexes) {
      if (build.constraint == nullptr) continue;
      const Identifier& name = name_by_swap(build.constraint->name, build.built_as);
      if (work_.partitioned())
        attach_partitioned_key(build);
      else
        attach_key(table_, name, build.built_as, *build.constraint);
      if (build.constraint->comment)
        add(ddl::comment_on_constraint(table_, name, *build.constraint->comment));
    }
  }

  void attach_key(const QualifiedName& table, const Identifier& name, const Identifier& index,
                  const Constraint& constraint) {
    const auto& key = std::get<KeyConstraint>(constraint.rule);
    add(ddl::add_constraint_using_index(table, name,
                                        key.primary ? sql("PRIMARY KEY") : sql("UNIQUE"), index,
                                        deferrability(constraint)));
  }

  // From the partitions upwards: a table takes those of its partitions as parts of its own.
  void attach_partitioned_key(const IndexToBuild& build) {
    const Sql rule = constraint_rule(*build.constraint, after_.id, context_.names);
    for (auto part = build.parts.rbegin(); part != build.parts.rend(); ++part)
      if (part->partition->has_rows)
        attach_key(part->partition->name, part->name, part->built_as, *build.constraint);
      else
        add(ddl::add_key_over_partitions(part->partition->name, part->name, rule));
    add(ddl::add_key_over_partitions(table_, build.constraint->name, rule));
  }

  bool is_over_partitions(const ConstraintToAdd& added) const {
    return work_.partitioned() &&
           std::holds_alternative<ForeignKeyConstraint>(added.constraint->rule);
  }

  // Those of the partitions, under the names that they keep, as one of the table.
  void attach_foreign_keys() {
    for (const ConstraintToAdd& added : work_.carried.constraints) {
      if (!is_over_partitions(added)) continue;
      const Constraint& constraint = *added.constraint;
      if (added.added_as != constraint.name)
        for (const QualifiedName& table : tables_of(added, work_))
          add(ddl::rename_constraint(table, added.added_as, constraint.name));
      add(ddl::add_foreign_key_over_partitions(
          table_, constraint.name, constraint_rule(constraint, after_.id, context_.names)));
      if (constraint.comment)
        add(ddl::comment_on_constraint(table_, constraint.name, *constraint.comment));
    }
  }

  void rename_columns() {
    std::vector<Rename> renames;
    for (const Column& column : after_.columns)
      if (change_.physical_name(column.id) != column.name)
        renames.push_back({change_.physical_name(column.id), column.name});
    for (const auto& [from, to] : ordered_renames(std::move(renames)))
      add(ddl::rename_column(table_, from, to));
  }

  void rename_not_nulls() {
    for (const auto& [id, name] : not_nulls_)
      add(ddl::rename_constraint(table_, not_null_name_for_now(change_.physical_name(id)), name));
  }

  void set_defaults() {
    for (const Column& column : after_.columns) {
      const Column* old = before_.column(column.id);
      const bool there =
          old != nullptr ? old->default_value == column.default_value
                         : !column.default_value || has_physical_default(column, work_.composition);
      if (there) continue;
      add(column.default_value ? ddl::set_default(table_, column.name, *column.default_value)
                               : ddl::drop_default(table_, column.name));
    }
  }

  void rename_the_rest() {
    for (const IndexToBuild& build : work_.carried.indexes) rename_index(build);
    if (work_.partitioned() && !work_.carried.indexes.empty())
      add(ddl::rename_indexes_of_later_partitions(table_));
    for (const ConstraintToAdd& added : work_.carried.constraints) {
      if (is_over_partitions(added)) continue;
      if (const auto* exclude = std::get_if<ExcludeConstraint>(&added.constraint->rule))
        rename_columns_inside(exclude->index, added.added_as);
      const Identifier& name = is_exclusion(added)
                                   ? name_by_swap(added.constraint->name, added.added_as)
                                   : added.constraint->name;
      if (added.added_as != name) add(ddl::rename_constraint(table_, added.added_as, name));
      if (added.constraint->comment)
        add(ddl::comment_on_constraint(table_, name, *added.constraint->comment));
      if (const auto* exclude = std::get_if<ExcludeConstraint>(&added.constraint->rule))
        set_index_properties(exclude->index, name);
    }
  }

  // What an index or key is called after the swap: its own name, unless it waits for that.
  const Identifier& name_by_swap(const Identifier& own, const Identifier& until_then) const {
    return waits_for_name(change_, own, context_) ? until_then : own;
  }

  // A constraint's index has got its name with the constraint.
  void rename_index(const IndexToBuild& build) {
    const bool of_constraint = build.constraint != nullptr;
    const Identifier& name =
        name_by_swap(of_constraint ? build.constraint->name : build.index->name, build.built_as);
    rename_columns_inside(*build.index, of_constraint ? name : build.built_as);
    if (!of_constraint && build.built_as != name)
      add(ddl::rename_index({table_.schema, build.built_as}, name));
    if (!of_constraint) rename_parts(build);
    set_index_properties(*build.index, name);
  }

  void set_index_properties(const Index& index, const Identifier& name) {
    const QualifiedName qualified{table_.schema, name};
    if (index.comment) add(ddl::comment_on_index(qualified, *index.comment));
    if (index.clustered) add(ddl::cluster_on(table_, name));
  }

  // Under its own name an index takes over what the table says of it.
  void set_replica_identity() {
    if (!after_.replica_identity_index) {
      if (before_.replica_identity != after_.replica_identity)
        add(ddl::set_replica_identity(table_, after_.replica_identity));
      return;
    }
    const Identifier& own = *after_.replica_identity_index;
    for (const IndexToBuild& build : work_.carried.indexes)
      if (build.index->name == own) {
        add(ddl::set_replica_identity_index(table_, name_by_swap(own, build.built_as)));
        return;
      }
    if (!identity_index_stays()) add(ddl::set_replica_identity_index(table_, own));
  }

  // Is it the same index as before, if perhaps under another name?
  bool identity_index_stays() const {
    if (!before_.replica_identity_index) return false;
    const Constraint* constraint = after_.constraint(*after_.replica_identity_index);
    const Identifier& name = constraint != nullptr && constraint->existing
                                 ? *constraint->existing
                                 : *after_.replica_identity_index;
    return name == *before_.replica_identity_index;
  }

  // Before other things get the names that become free.
  void rename_constraints() {
    std::vector<Rename> renames;
    for (const Constraint& constraint : after_.constraints)
      if (constraint.existing && *constraint.existing != constraint.name &&
          before_.constraint(*constraint.existing) != nullptr && !is_made_anew(work_, constraint) &&
          !(is_indexed(constraint) && waits_for_name(change_, constraint.name, context_)))
        renames.push_back({*constraint.existing, constraint.name});
    for (const auto& [from, to] : ordered_renames(std::move(renames)))
      add(ddl::rename_constraint(table_, from, to));
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

  void comment() {
    for (const Column& column : after_.columns)
      if (const Column* old = before_.column(column.id);
          old != nullptr && old->comment != column.comment)
        add(ddl::comment_on_column(table_, column.name, column.comment));
    if (before_.comment != after_.comment) add(ddl::comment_on_table(table_, after_.comment));
  }

  const TableWork& work_;
  const TableChange& change_;
  const Context& context_;
  const Table& before_;
  const Table& after_;
  const QualifiedName& table_;
  const std::map<ColumnId, Identifier> not_nulls_;
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

bool is_renamed_by_swap(const TableChange& change, const Context& context) {
  return context.before.table(change.after->name) == nullptr;
}

std::optional<Step> swap_step(const TableWork& work, const Context& context) {
  Swap swap(work, context);
  std::vector<Statement> statements = swap.statements();
  if (statements.empty()) return std::nullopt;
  const std::string& name = work.table().name.str();
  return Step{.id = "contract." + name,
              .phase = Phase::contract,
              .title = name + ": only the new version is left",
              .work = Transaction{std::move(statements)},
              .reversal = Irreversible{.why = "complete is final", .loses = swap.losses()}};
}

}  // namespace zdm::planner
