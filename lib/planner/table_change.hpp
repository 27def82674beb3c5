#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "catalog/catalog.hpp"
#include "operations/operation.hpp"
#include "planner/fold.hpp"

namespace zdm::planner {

// One table of the base schema, from the old version to the new one, and where its columns stand
// physically while both are live. What has to be done to the table is read off this.
struct TableChange {
  const Table* before = nullptr;  // none: the migration makes the table
  const Table* after = nullptr;   // none: the migration drops it
  QualifiedName physical;  // the table's name in the base schema while the migration is active
  std::map<ColumnId, Identifier> columns;  // the physical name of every column of either version
  std::vector<const DualWrite*> dual_writes;
  // A made table: indexes and keys whose names are taken until contract, and their names until
  // then.
  std::map<Identifier, Identifier> names_until_contract;

  // The name, until contract, of an index or constraint of a made table.
  Identifier name_for_now(const Identifier& name) const {
    const auto found = names_until_contract.find(name);
    return found == names_until_contract.end() ? name : found->second;
  }

  const Table& either() const { return before != nullptr ? *before : *after; }
  const Identifier& physical_name(ColumnId id) const { return columns.at(id); }
  bool made() const { return before == nullptr; }
  bool dropped() const { return after == nullptr; }
  bool kept() const { return before != nullptr && after != nullptr; }

  // Columns that only the new, or only the old version has, in the order of their version.
  std::vector<const Column*> new_columns() const;
  std::vector<const Column*> gone_columns() const;
  bool is_new(ColumnId id) const;

  // Is anything to be done to the table besides its views?
  bool changes_anything() const;
};

// All tables of the folded migration that are not exactly as before, by their old names and then
// the made ones. `before` and `folded` must outlive the result.
std::vector<TableChange> table_changes(const Catalog& before, const Folded& folded);

}  // namespace zdm::planner
