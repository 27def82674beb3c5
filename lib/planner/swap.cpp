#include "planner/swap.hpp"

#include <algorithm>
#include <map>
#include <string>

#include "planner/column_text.hpp"
#include "planner/constraint_drop.hpp"
#include "planner/identity.hpp"
#include "planner/not_null_names.hpp"
#include "planner/renames.hpp"
#include "planner/statistics.hpp"
#include "planner/swap_keys.hpp"
#include "planner/swap_names.hpp"
#include "planner/triggers.hpp"
#include "planner/views.hpp"
#include "sql/constraint_ddl.hpp"
#include "sql/sequence_ddl.hpp"
#include "sql/table_ddl.hpp"
#include "sql/version_ddl.hpp"

namespace zdm::planner {
namespace {

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
    add_all(rename_kept_constraints(work_, context_));
    add_all(attach_keys(work_, context_));
    add_all(attach_foreign_keys(work_, context_));
    rename_columns();
    rename_not_nulls();
    set_defaults();
    add_all(rename_made(work_, context_));
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
      add(drop_of(*constraint, table_, *constraint->existing, context_.names));
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

  // Generated ones read others, and so are dropped before these.
  void drop_columns() {
    for (const bool generated : {true, false})
      for (const Column* column : change_.gone_columns())
        if (column->generated.has_value() == generated)
          add(ddl::drop_column(table_, change_.physical_name(column->id),
                               referenced_from(*column)));
    if (work_.mark) add(ddl::drop_column(table_, *work_.mark));
    if (work_.moved) add(ddl::drop_column(table_, *work_.moved));
  }

  // By foreign keys that go with the column.
  std::vector<QualifiedName> referenced_from(const Column& column) const {
    const auto goes_before = [&](const Constraint& constraint) {
      const auto is_in = [&](const std::vector<const Constraint*>& some) {
        return std::find(some.begin(), some.end(), &constraint) != some.end();
      };
      return is_in(work_.carried.gone_constraints) || is_in(work_.carried.gone_references);
    };
    std::vector<QualifiedName> tables;
    for (const Constraint& constraint : before_.constraints) {
      const ForeignKeyConstraint* key = constraint.foreign_key();
      if (key == nullptr || goes_before(constraint)) continue;
      if (std::find(key->columns.begin(), key->columns.end(), column.id) != key->columns.end())
        tables.push_back(context_.names.referenced(*key));
    }
    return tables;
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
        drop_not_null(old->name);
  }

  // From 18 on a partition keeps a NOT NULL of its own, which it has by a key that was made of its
  // index (attach_keys), whoever made that.
  void drop_not_null(const Identifier& column) {
    add(ddl::drop_not_null(table_, column));
    if (!has_not_null_names(context_.before)) return;
    for (const Partition& partition : before_.partitioning.partitions)
      add(ddl::drop_not_null(partition.name, column));
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
        add(ddl::set_replica_identity_index(table_,
                                            name_by_swap(change_, own, build.built_as, context_)));
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
