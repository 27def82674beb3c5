#pragma once

#include "operations/draft.hpp"

namespace zdm::operations {

// The catalog with column `from` of a table replaced, at the same position, by another of another
// id: whatever in the catalog used the one uses the other, foreign keys of other tables included.
Catalog with_second_form(const Catalog& catalog, const Table& table, ColumnId from,
                         const Column& to);

}  // namespace zdm::operations
