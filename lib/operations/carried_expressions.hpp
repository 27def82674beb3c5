#pragma once

#include "operations/draft.hpp"

namespace zdm::operations {

// Refuses a second form of a column that a CHECK or an index reads in a way which cannot be written
// anew: as part of the whole row, or in words that are beyond zdm's parser.
void refuse_unwritable_rules(Draft& draft, const Table& table, const Column& column,
                             const fields::Location& where);

}  // namespace zdm::operations
