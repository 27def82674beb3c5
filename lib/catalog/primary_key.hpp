#pragma once

#include <vector>

#include "catalog/table.hpp"

namespace zdm {

// None: the table has no primary key.
const Constraint* primary_key_of(const Table& table);

// In the order of the key; empty if the table has none.
std::vector<ColumnId> primary_key_columns(const Table& table);

}  // namespace zdm
