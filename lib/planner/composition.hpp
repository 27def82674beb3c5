#pragma once

#include <set>
#include <vector>

#include "planner/table_change.hpp"

namespace zdm::planner {

// One value of a row, derived from others.
struct Assignment {
  ColumnId target = 0;
  const BoundExpression* expression = nullptr;
  Identifier row;            // the name under which the expression sees the row
  Column column;             // the target as it was at that operation: its type and name
  std::set<ColumnId> reads;  // the physical columns that the value depends on in the end
};

// All dual writes on a table as one: what has to be computed, in this order, when an old client
// writes (up) and when a new client writes (down). Values that only an operation in between knows
// are there as well where another needs them.
struct Composition {
  std::vector<Assignment> up;
  std::vector<Assignment> down;

  bool empty() const { return up.empty() && down.empty(); }
};

Composition compose(const TableChange& change, const Folded& folded);

// Does it number the rows, as the server does it when a table in use gets such a column?
bool numbers_rows(const Assignment& assignment);

// Is the value one of the table's columns while the migration is active?
bool is_physical(const TableChange& change, ColumnId id);

}  // namespace zdm::planner
