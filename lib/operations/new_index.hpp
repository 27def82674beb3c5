#pragma once

#include "operations/draft.hpp"
#include "operations/index_spec.hpp"

namespace zdm::operations {

// The index as a file describes it. Refuses columns and expressions that do not fit, and what
// PostgreSQL's index methods cannot do; see "Index Types" (indexes-types) and CREATE INDEX
// (sql-createindex) in its manual.
Index new_index(Draft& draft, const Table& table, const CreateIndex& wanted);

}  // namespace zdm::operations
