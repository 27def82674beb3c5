#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "planner/column_text.hpp"
#include "planner/constrained_domains.hpp"
#include "planner/grants.hpp"
#include "planner/identity.hpp"
#include "planner/index_text.hpp"
#include "planner/not_null_names.hpp"
#include "planner/phases.hpp"
#include "planner/triggers.hpp"
#include "sql/constraint_ddl.hpp"
#include "sql/sequence_ddl.hpp"
#include "sql/table_ddl.hpp"
#include "sql/version_ddl.hpp"

namespace zdm::planner {
namespace {

Sql on_table(const QualifiedName& table) { return sql("TABLE {}", table); }

// What belongs to a column besides its definition.
void add_column_properties(Doing& doing, const QualifiedName& table, const Column& column,
                           const Identifier& name) {
  if (!column.storage.empty()) doing.add(ddl::set_storage(table, name, column.storage));
  if (!column.compression.empty()) doing.add(ddl::set_compression(table, name, column.compression));
  if (column.statistics_target >= 0)
    doing.add(ddl::set_statistics(table, name, column.statistics_target));
  if (!column.options.empty()) doing.add(ddl::set_column_options(table, name, column.options));
  if (column.comment) doing.add(ddl::comment_on_column(table, name, column.comment));
  for (const Statement& grant : column_grants(column.privileges, name, on_table(table)))
    doing.add(grant);
}

// The sequence of a column that the migration makes. An identity column of a made table comes with
// its own; on a table in use it is a plain column with a plain sequence until contract.
const OwnedSequence* made_sequence(const TableChange& change, const Column& column) {
  if (!column.sequence) return nullptr;
  if (change.made() && column.identity != Identity::none) return nullptr;
  if (change.before != nullptr)
    for (const Column& old : change.before->columns)
      if (old.sequence && old.sequence->name == column.sequence->name) return nullptr;
  return &*column.sequence;
}

void create_sequences(Doing& doing, const TableChange& change) {
  for (const Column* column : change.new_columns())
    if (const auto* sequence = made_sequence(change, *column))
      doing.add(ddl::create_sequence(sequence->name,
                                     sequence->type.text.empty() ? column->type : sequence->type,
                                     sequence->options));
}

// Whoever may insert into the table may draw from the sequence of its identity column.
void grant_sequences(Doing& doing, const TableChange& change) {
  for (const Column* column : added_identities(change)) {
    Privileges usage;
    for (const Privilege& privilege : change.after->privileges)
      if (privilege.kind == "INSERT")
        usage.push_back({.kind = "USAGE", .grantee = privilege.grantee, .grantable = false});
    for (const Statement& grant :
         grants(usage, {"USAGE"}, sql("SEQUENCE {}", column->sequence->name)))
      doing.add(grant);
  }
}

void own_sequences(Doing& doing, const TableChange& change) {
  for (const Column* column : change.new_columns())
    if (const auto* sequence = made_sequence(change, *column))
      doing.add(
          ddl::own_sequence(sequence->name, change.physical, change.physical_name(column->id)));
}

Statement create_made_table(const TableChange& change, const Context& context) {
  std::vector<Sql> parts;
  const auto not_nulls = not_null_names(change, context.before);
  for (const Column& column : change.after->columns) {
    const auto named = not_nulls.find(column.id);
    parts.push_back(
        sql("{} {}", change.physical_name(column.id),
            made_column_definition(
                column, change.columns,
                named == not_nulls.end() ? std::optional<Identifier>() : named->second)));
  }
  for (const Constraint& constraint : change.after->constraints)
    if (constraint.foreign_key() == nullptr)
      parts.push_back(sql("CONSTRAINT {} {}", change.name_for_now(constraint.name),
                          constraint_rule(constraint, change.after->id, context.names)));
  return ddl::create_table(change.physical, parts);
}

Step made_table_step(const TableWork& work, const Context& context) {
  const TableChange& change = *work.change;
  const Table& table = *change.after;
  Doing doing;
  create_sequences(doing, change);
  doing.add(create_made_table(change, context), ddl::drop_tables({change.physical}));
  own_sequences(doing, change);
  for (const Index& index : table.indexes)
    doing.add(
        ddl::create_index(change.physical, change.name_for_now(index.name),
                          index.unique ? ddl::Uniqueness::unique : ddl::Uniqueness::not_unique,
                          index_body(index, change.columns)));
  if (table.comment) doing.add(ddl::comment_on_table(change.physical, table.comment));
  for (const Column& column : table.columns)
    add_column_properties(doing, change.physical, column, change.physical_name(column.id));
  if (table.replica_identity_index)
    doing.add(ddl::set_replica_identity_index(change.physical,
                                              change.name_for_now(*table.replica_identity_index)));
  else if (table.replica_identity != "default")
    doing.add(ddl::set_replica_identity(change.physical, table.replica_identity));
  return {.id = "expand." + table.name.str(),
          .phase = Phase::expand,
          .title = table.name.str() + ": create the table",
          .work = doing.work(),
          .reversal = doing.reversal()};
}

// Those that are added to a table in use.
class NewColumns {
 public:
  NewColumns(Doing& doing, const TableWork& work, const Context& context)
      : doing_(doing),
        work_(work),
        context_(context),
        table_(work.table()),
        not_nulls_(not_null_names(*work.change, context.before)) {}

  void add_plain() {
    for (const Column* column : work_.change->new_columns())
      if (!column->generated) add(*column, plain_definition(*column));
  }

  // After all others, which they may read. PostgreSQL computes them for every row under ACCESS
  // EXCLUSIVE, and there is no way around that ("ALTER TABLE", sql-altertable, Notes; none to turn
  // a plain column into a generated one either).
  void add_generated() {
    for (const Column* column : work_.change->new_columns())
      if (column->generated)
        add(*column, generated_column_definition(*column, work_.change->columns));
  }

 private:
  void add(const Column& column, const Sql& definition) {
    const Identifier& name = work_.change->physical_name(column.id);
    doing_.add(add_statement(column, name, definition), ddl::drop_column(table_, name));
    add_column_properties(doing_, table_, column, name);
  }

  bool rewrites(const Column& column) const {
    return column.generated || constrained_domain(column, context_.facts) != nullptr;
  }

  Statement add_statement(const Column& column, const Identifier& name,
                          const Sql& definition) const {
    return rewrites(column) ? ddl::add_column_by_rewrite(table_, name, definition)
                            : ddl::add_column(table_, name, definition);
  }

  Sql plain_definition(const Column& column) const {
    std::optional<Identifier> not_null;
    if (not_nulls_.count(column.id) > 0)
      not_null = not_null_name_for_now(work_.change->physical_name(column.id));
    return added_column_definition(column, work_.composition, not_null);
  }

  Doing& doing_;
  const TableWork& work_;
  const Context& context_;
  const QualifiedName& table_;
  const std::map<ColumnId, Identifier> not_nulls_;
};

void add_new_columns(Doing& doing, const TableWork& work, const Context& context) {
  const QualifiedName& table = work.table();
  NewColumns columns(doing, work, context);
  columns.add_plain();
  if (work.moved)
    doing.add(ddl::add_column(table, *work.moved, sql("boolean")),
              ddl::drop_column(table, *work.moved));
  columns.add_generated();
  if (!work.mark) return;
  // In two commands: the rows that are there read 0, without being written, and new rows are NULL.
  doing.add(ddl::add_column(table, *work.mark, sql("smallint DEFAULT 0")),
            ddl::drop_column(table, *work.mark));
  doing.add(ddl::drop_default(table, *work.mark));
}

void add_kept_table(std::vector<Step>& steps, const TableWork& work, const Context& context) {
  const TableChange& change = *work.change;
  const DualWriteTriggers triggers = dual_write_triggers(work, context);
  Doing doing;
  for (const Statement& function : triggers.functions) doing.add(function);
  create_sequences(doing, change);
  grant_sequences(doing, change);
  add_new_columns(doing, work, context);
  own_sequences(doing, change);
  for (const Statement& trigger : triggers.triggers) doing.add(trigger);
  if (doing.empty()) return;
  Transaction reversal{triggers.drop};
  for (const Statement& undo : doing.reversal().statements) reversal.statements.push_back(undo);
  const std::string& name = work.table().name.str();
  steps.push_back({.id = "expand." + name,
                   .phase = Phase::expand,
                   .title = name + ": add what the new version needs",
                   .work = doing.work(),
                   .reversal = std::move(reversal)});
}

}  // namespace

std::vector<Step> expand_steps(const std::vector<TableWork>& works, const Context& context) {
  std::vector<Step> steps;
  for (const TableWork& work : works)
    if (work.change->made()) steps.push_back(made_table_step(work, context));
  for (const TableWork& work : works)
    if (work.change->kept()) add_kept_table(steps, work, context);
  return steps;
}

}  // namespace zdm::planner
