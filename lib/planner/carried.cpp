#include "planner/carried.hpp"

#include <algorithm>

#include "planner/free_name.hpp"

namespace zdm::planner {
namespace {

template <typename Thing>
bool must_be_made(const Thing& thing, const TableChange& change) {
  if (!thing.existing) return true;
  const auto columns = change.new_columns();
  return std::any_of(columns.begin(), columns.end(),
                     [&](const Column* column) { return thing.uses(column->id); });
}

// PostgreSQL drops indexes and constraints of a column with it ("ALTER TABLE", DROP COLUMN).
template <typename Thing>
bool goes_with_a_column(const Thing& thing, const TableChange& change) {
  const auto columns = change.gone_columns();
  return std::any_of(columns.begin(), columns.end(),
                     [&](const Column* column) { return thing.uses(column->id); });
}

template <typename Things>
auto gone(const Things& before, const Things& after, const TableChange& change) {
  std::vector<const typename Things::value_type*> found;
  for (const auto& thing : before) {
    const bool kept = std::any_of(after.begin(), after.end(),
                                  [&](const auto& a) { return a.existing == thing.existing; });
    if (!kept && !goes_with_a_column(thing, change)) found.push_back(&thing);
  }
  return found;
}

// The columns that a foreign key references, where they are in a kept table of this migration.
template <typename Holds>
bool references_column_that(const Constraint& constraint, const std::vector<TableChange>& all,
                            Holds holds) {
  const ForeignKeyConstraint* key = constraint.foreign_key();
  if (key == nullptr || !key->references) return false;
  return std::any_of(all.begin(), all.end(), [&](const TableChange& change) {
    return change.kept() && change.after->id == *key->references &&
           std::any_of(key->referenced_columns.begin(), key->referenced_columns.end(),
                       [&](ColumnId id) { return holds(change, id); });
  });
}

bool references_new_column(const Constraint& constraint, const std::vector<TableChange>& all) {
  return references_column_that(
      constraint, all, [](const TableChange& change, ColumnId id) { return change.is_new(id); });
}

bool references_gone_column(const Constraint& constraint, const std::vector<TableChange>& all) {
  return references_column_that(constraint, all, [](const TableChange& change, ColumnId id) {
    return change.after->column(id) == nullptr;
  });
}

// The key that it references may go too.
bool references_changed_table(const Constraint& constraint, const std::vector<TableChange>& all) {
  const ForeignKeyConstraint* key = constraint.foreign_key();
  return key != nullptr && key->references &&
         std::any_of(all.begin(), all.end(), [&](const TableChange& change) {
           return change.kept() && change.after->id == *key->references;
         });
}

// Those of a table that is to go: it goes last, behind what they reference.
std::vector<const Constraint*> references_to_changed_tables(const Table& table,
                                                            const std::vector<TableChange>& all) {
  std::vector<const Constraint*> found;
  for (const Constraint& constraint : table.constraints)
    if (references_changed_table(constraint, all)) found.push_back(&constraint);
  return found;
}

const Index* index_of(const Constraint& constraint) {
  const auto* key = std::get_if<KeyConstraint>(&constraint.rule);
  return key == nullptr ? nullptr : &key->index;
}

// Constraint names are taken per table, but those of indexes per schema.
std::set<Identifier> constraint_names(const TableChange& change) {
  std::set<Identifier> names;
  if (change.before != nullptr)
    for (const Constraint& constraint : change.before->constraints) names.insert(constraint.name);
  return names;
}

}  // namespace

Carried carried(const TableChange& change, const std::vector<TableChange>& all,
                std::set<Identifier>& taken) {
  Carried result;
  if (change.dropped()) result.gone_references = references_to_changed_tables(*change.before, all);
  if (!change.kept()) return result;
  const auto build = [&](const Index& index, const Constraint* constraint) {
    const Identifier& name = constraint != nullptr ? constraint->name : index.name;
    const Identifier built_as = free_name(name, taken);
    taken.insert(built_as);
    result.indexes.push_back({.index = &index,
                              .built_as = built_as,
                              .constraint = constraint,
                              .parts = part_indexes(*change.after, index, constraint, taken)});
  };
  for (const Index& index : change.after->indexes)
    if (must_be_made(index, change)) build(index, nullptr);
  std::set<Identifier> constraints = constraint_names(change);
  for (const Constraint& constraint : change.after->constraints) {
    if (!must_be_made(constraint, change) && !references_new_column(constraint, all)) continue;
    if (const Index* index = index_of(constraint)) {
      build(*index, &constraint);
      continue;
    }
    // The name of an EXCLUDE constraint is its index's.
    const bool excludes = std::holds_alternative<ExcludeConstraint>(constraint.rule);
    std::set<Identifier>& names = excludes ? taken : constraints;
    const Identifier added_as = free_name(constraint.name, names);
    names.insert(added_as);
    result.constraints.push_back({.constraint = &constraint, .added_as = added_as});
  }
  result.gone_indexes = gone(change.before->indexes, change.after->indexes, change);
  result.gone_constraints = gone(change.before->constraints, change.after->constraints, change);
  for (const Constraint& constraint : change.before->constraints)
    if (references_gone_column(constraint, all)) result.gone_references.push_back(&constraint);
  std::erase_if(result.gone_constraints, [&](const Constraint* constraint) {
    if (references_gone_column(*constraint, all)) return true;
    if (!references_changed_table(*constraint, all)) return false;
    result.gone_references.push_back(constraint);
    return true;
  });
  return result;
}

}  // namespace zdm::planner
