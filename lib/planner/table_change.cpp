#include "planner/table_change.hpp"

#include "planner/free_name.hpp"

namespace zdm::planner {
namespace {

std::map<ColumnId, Identifier> physical_columns(const TableChange& change) {
  std::map<ColumnId, Identifier> names;
  std::set<Identifier> taken;
  if (change.before != nullptr)
    for (const Column& column : change.before->columns) {
      names[column.id] = column.name;
      taken.insert(column.name);
    }
  for (const Column* column : change.new_columns()) {
    names[column->id] = free_name(column->name, taken);
    taken.insert(names[column->id]);
  }
  return names;
}

// Names of indexes are relations' names, those of UNIQUE, PRIMARY KEY and EXCLUDE too.
std::vector<Identifier> index_names(const Table& table) {
  std::vector<Identifier> names;
  for (const Index& index : table.indexes) names.push_back(index.name);
  for (const Constraint& constraint : table.constraints)
    if (std::holds_alternative<KeyConstraint>(constraint.rule) ||
        std::holds_alternative<ExcludeConstraint>(constraint.rule))
      names.push_back(constraint.name);
  return names;
}

std::map<Identifier, Identifier> names_until_contract(const Table& made,
                                                      std::set<Identifier>& taken) {
  std::map<Identifier, Identifier> names;
  for (const Identifier& name : index_names(made)) {
    const Identifier free = free_name(name, taken);
    taken.insert(free);
    if (free != name) names[name] = free;
  }
  return names;
}

TableChange change_of(const Table* before, const Table* after, const Catalog& catalog,
                      std::set<Identifier>& taken) {
  TableChange change{.before = before,
                     .after = after,
                     .physical = {},
                     .columns = {},
                     .dual_writes = {},
                     .names_until_contract = {}};
  // Clients of the old version must not meet a table that is not theirs, so a made one stands under
  // a name of zdm's own until contract.
  if (before == nullptr) taken.insert(after->name);
  const Identifier name = before != nullptr ? before->name : free_name(after->name, taken);
  taken.insert(name);
  change.physical = {catalog.schema, name};
  change.columns = physical_columns(change);
  if (before == nullptr) change.names_until_contract = names_until_contract(*after, taken);
  return change;
}

}  // namespace

std::vector<const Column*> TableChange::new_columns() const {
  std::vector<const Column*> found;
  if (after == nullptr) return found;
  for (const Column& column : after->columns)
    if (is_new(column.id)) found.push_back(&column);
  return found;
}

std::vector<const Column*> TableChange::gone_columns() const {
  std::vector<const Column*> found;
  if (before == nullptr || after == nullptr) return found;
  for (const Column& column : before->columns)
    if (after->column(column.id) == nullptr) found.push_back(&column);
  return found;
}

bool TableChange::is_new(ColumnId id) const {
  return before == nullptr || before->column(id) == nullptr;
}

bool TableChange::changes_anything() const {
  return !kept() || *before != *after || !dual_writes.empty();
}

std::vector<TableChange> table_changes(const Catalog& before, const Folded& folded) {
  std::vector<TableChange> changes;
  std::set<Identifier> taken = before.relation_names;
  const auto add = [&](const Table* old_table, const Table* new_table) {
    TableChange change = change_of(old_table, new_table, before, taken);
    for (const DualWrite& write : folded.dual_writes)
      if (write.table == change.either().id) change.dual_writes.push_back(&write);
    if (change.changes_anything()) changes.push_back(std::move(change));
  };
  for (const auto& table : before.tables()) {
    const Table* after = folded.after.table(table->id);
    if (after != table.get()) add(table.get(), after);
  }
  for (const auto& table : folded.after.tables())
    if (before.table(table->id) == nullptr) add(nullptr, table.get());
  return changes;
}

}  // namespace zdm::planner
