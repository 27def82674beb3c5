#pragma once

#include <map>

#include "core/identifier.hpp"
#include "sql/sql.hpp"

namespace zdm {

// A column's value, told apart from its name: a column that is duplicated gets a new id, one that
// is renamed keeps its own. Unique in its table. Ids of columns read from a database are their
// attribute numbers.
using ColumnId = int;

// An expression over a row, with what each column name in it stands for. It keeps its meaning when
// columns are renamed or duplicated: the planner writes it anew with the names of the moment.
struct BoundExpression {
  SqlExpression text;
  std::map<Identifier, ColumnId> columns;  // each column name that the text reads

  bool reads(ColumnId id) const {
    for (const auto& [name, column] : columns)
      if (column == id) return true;
    return false;
  }
  auto operator<=>(const BoundExpression&) const = default;
};

}  // namespace zdm
