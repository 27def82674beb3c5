#pragma once

#include <optional>
#include <string>
#include <vector>

#include "catalog/column.hpp"
#include "catalog/constraint.hpp"
#include "catalog/index.hpp"
#include "catalog/partition.hpp"

namespace zdm {

enum class TableKind { plain, partitioned };

struct Trigger {
  Identifier name;
  bool enabled = true;            // false: DISABLE TRIGGER
  bool fires_on_update = false;   // row or statement, before or after
  std::vector<ColumnId> columns;  // that its UPDATE OF list or its WHEN names
  auto operator<=>(const Trigger&) const = default;
};

// Something of the user's, outside of the table's own indexes and constraints, that depends on a
// column: zdm cannot carry it to a second form of the column.
struct Dependent {
  std::string what;  // for messages: 'view "public"."adults"', 'policy "own_rows"', …
  ColumnId column = 0;
  auto operator<=>(const Dependent&) const = default;
};

// Extended statistics (CREATE STATISTICS).
struct ExtendedStatistics {
  QualifiedName name;
  std::vector<ColumnId> columns;
  std::string definition;  // pg_get_statisticsobjdef
  int target = -1;         // -1: the server's default
  std::optional<std::string> comment;
  auto operator<=>(const ExtendedStatistics&) const = default;
};

struct Table {
  TableId id = 0;
  Identifier name;
  std::vector<Column> columns;          // in the order in which clients see them
  std::vector<Index> indexes;           // that belong to no constraint; by name
  std::vector<Constraint> constraints;  // by name
  TableKind kind = TableKind::plain;
  Partitioning partitioning;
  Identifier owner;
  Privileges privileges;  // what the owner has granted; the owner's own are not listed
  std::optional<std::string> comment;
  bool row_security = false;
  bool force_row_security = false;  // the owner, too, sees only the rows that policies allow
  bool has_inheritance_children = false;
  bool unlogged = false;  // UNLOGGED: no WAL for its rows, which a crash of the server empties
  std::string replica_identity = "default";  // default, full, nothing, index
  std::optional<Identifier> replica_identity_index;
  std::vector<Trigger> triggers;  // the user's, by name
  std::vector<ExtendedStatistics> statistics;
  std::vector<Dependent> dependents;
  std::vector<std::string> publications;  // that name the table with a column list
  // From the server's statistics, for the plan's reader; they never change what the plan does.
  long long estimated_rows = 0;
  long long bytes = 0;

  const Column* column(const Identifier& column_name) const;
  const Column* column(ColumnId column_id) const;
  const Index* index(const Identifier& index_name) const;
  const Constraint* constraint(const Identifier& constraint_name) const;
  ColumnId next_column_id() const;  // greater than every id in use and every one given before

  ColumnId last_column_id = 0;

  auto operator<=>(const Table&) const = default;
};

}  // namespace zdm
