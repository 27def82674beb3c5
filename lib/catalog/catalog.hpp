#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>

#include "catalog/table.hpp"

namespace zdm {

// The tables of one schema at one version, by the names that clients of that version use. A value:
// cheap to copy (tables are shared and never changed in place).
class Catalog {
 public:
  Catalog() = default;
  explicit Catalog(std::vector<Table> tables);

  Identifier schema{"public"};
  Identifier schema_owner;
  Privileges schema_privileges;
  // What others get by ALTER DEFAULT PRIVILEGES: on a table that zdm makes in the schema, and on
  // whatever it makes anywhere, views included.
  Privileges default_privileges;
  Privileges default_privileges_anywhere;
  int server_version = 0;  // server_version_num, 150004 for 15.4
  // Every relation name in the schema (indexes, sequences, views, types' too): taken for new ones.
  std::set<Identifier> relation_names;
  std::set<Identifier> schema_names;  // every schema of the database
  // Made by the migration so far: nobody sees them yet, and they have no rows.
  std::set<TableId> new_tables;

  const Table* table(const Identifier& name) const;
  const Table* table(TableId id) const;
  // All tables, by name.
  std::vector<std::shared_ptr<const Table>> tables() const;
  bool empty() const { return by_name_.empty(); }

  Catalog with(Table table) const;  // added, or in place of the one with the same id
  Catalog without(TableId id) const;
  TableId next_table_id() const { return last_id_ + 1; }

 private:
  std::map<Identifier, std::shared_ptr<const Table>> by_name_;
  std::map<TableId, Identifier> names_;
  TableId last_id_ = 0;
};

}  // namespace zdm
