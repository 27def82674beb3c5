#include "catalog/table.hpp"

#include <algorithm>

namespace zdm {
namespace {

template <typename Things, typename Predicate>
auto* find(const Things& things, Predicate predicate) {
  const auto found = std::find_if(things.begin(), things.end(), predicate);
  return found == things.end() ? nullptr : &*found;
}

}  // namespace

const Column* Table::column(const Identifier& column_name) const {
  return find(columns, [&](const Column& c) { return c.name == column_name; });
}

const Column* Table::column(ColumnId column_id) const {
  return find(columns, [&](const Column& c) { return c.id == column_id; });
}

const Index* Table::index(const Identifier& index_name) const {
  return find(indexes, [&](const Index& i) { return i.name == index_name; });
}

const Constraint* Table::constraint(const Identifier& constraint_name) const {
  return find(constraints, [&](const Constraint& c) { return c.name == constraint_name; });
}

ColumnId Table::next_column_id() const {
  ColumnId last = last_column_id;
  for (const Column& c : columns) last = std::max(last, c.id);
  return last + 1;
}

}  // namespace zdm
