#pragma once

#include "operations/constraint_spec.hpp"
#include "operations/draft.hpp"

namespace zdm::operations {

// The rule of an EXCLUDE constraint over the rows of `table`; see "EXCLUDE" in CREATE TABLE
// (sql-createtable) in PostgreSQL's manual. Refuses elements that cannot be parsed, and columns and
// expressions that do not fit. Whether the operators are those of an index only the server knows.
ExcludeConstraint exclusion(Draft& draft, const Table& table, const ExcludeSpec& spec,
                            const fields::Location& where);

}  // namespace zdm::operations
