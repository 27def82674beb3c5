#include "catalog/catalog.hpp"

#include <algorithm>

namespace zdm {

Catalog::Catalog(std::vector<Table> tables) {
  for (Table& table : tables) {
    last_id_ = std::max(last_id_, table.id);
    names_[table.id] = table.name;
    const Identifier name = table.name;
    by_name_[name] = std::make_shared<const Table>(std::move(table));
  }
}

const Table* Catalog::table(const Identifier& name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? nullptr : found->second.get();
}

const Table* Catalog::table(TableId id) const {
  const auto found = names_.find(id);
  return found == names_.end() ? nullptr : table(found->second);
}

std::vector<std::shared_ptr<const Table>> Catalog::tables() const {
  std::vector<std::shared_ptr<const Table>> all;
  all.reserve(by_name_.size());
  for (const auto& [name, table] : by_name_) all.push_back(table);
  return all;
}

Catalog Catalog::with(Table table) const {
  Catalog after = without(table.id);
  after.last_id_ = std::max(last_id_, table.id);
  after.names_[table.id] = table.name;
  const Identifier name = table.name;
  after.by_name_[name] = std::make_shared<const Table>(std::move(table));
  return after;
}

Catalog Catalog::without(TableId id) const {
  Catalog after = *this;
  const auto found = after.names_.find(id);
  if (found == after.names_.end()) return after;
  after.by_name_.erase(found->second);
  after.names_.erase(found);
  return after;
}

}  // namespace zdm
