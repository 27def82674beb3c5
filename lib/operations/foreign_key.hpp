#pragma once

#include <vector>

#include "operations/draft.hpp"
#include "operations/reference_spec.hpp"

namespace zdm::operations {

// Both forms of a reference in a file, as one.
struct ForeignKeySpec {
  std::vector<ColumnId> columns;
  TableReferenceSpec references;
  fields::Location table_at;                 // where the referenced table is named
  std::vector<fields::Location> columns_at;  // where each referenced column is named
  fields::Location set_columns_at;
};

// The rule of a foreign key in `table`. Refuses a table or columns that are not there, columns that
// are no key, and types that cannot be compared.
ForeignKeyConstraint foreign_key(Draft& draft, const Table& table, const ForeignKeySpec& spec,
                                 const fields::Location& where);

// Do the columns, in any order, make a key that a foreign key can point to?
bool is_key(const Table& table, std::vector<ColumnId> columns);

}  // namespace zdm::operations
