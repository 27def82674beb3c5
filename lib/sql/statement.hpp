#pragma once

#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "core/identifier.hpp"
#include "sql/sql.hpp"

namespace zdm {

// PostgreSQL's table lock modes, weakest first; see "Explicit Locking" (explicit-locking) in its
// manual. `none`: no lock on any table that a client uses.
enum class LockMode {
  none,
  access_share,
  row_share,
  row_exclusive,
  share_update_exclusive,
  share,
  share_row_exclusive,
  exclusive,
  access_exclusive,
};

// What a statement does while it holds its lock.
enum class Cost {
  brief,           // catalog rows only
  scans_table,     // reads every row
  rewrites_table,  // writes every row anew
  builds_index,    // reads every row, and sorts
  writes_rows,     // writes a bounded number of rows
};

std::string_view to_string(LockMode mode);  // "ACCESS EXCLUSIVE"; "none"
std::string_view to_string(Cost cost);      // "brief", "scans", "rewrites", "builds", "writes"
std::optional<LockMode> lock_mode(std::string_view text);
std::optional<Cost> cost(std::string_view text);

struct TableLock {
  QualifiedName table;
  LockMode mode = LockMode::none;

  auto operator<=>(const TableLock&) const = default;
};

// One SQL command, the strongest table lock that it takes, on which table, and what it costs.
struct Statement {
  Sql sql;
  LockMode lock = LockMode::none;
  Cost cost = Cost::brief;
  std::optional<QualifiedName> table;  // the table that `lock` is taken on
  // Further tables that it locks: those to which a foreign key points that comes or goes, by itself
  // or with its table or column, and what else it drops. A partitioned table's lock is on its
  // partitions as well.
  std::vector<TableLock> also = {};
  // Its work counts as waiting: from its lock on it takes no longer than the lock timeout, or
  // nothing is done.
  bool bounded = false;

  auto operator<=>(const Statement&) const = default;
};

// For Statement::also: the mode on each of the others that is not the table itself, once.
std::vector<TableLock> locks_on_others(const QualifiedName& table,
                                       const std::vector<QualifiedName>& others, LockMode mode);

// The strongest lock that the statements take on each table.
std::map<QualifiedName, LockMode> strongest_locks(const std::vector<Statement>& statements);

}  // namespace zdm
