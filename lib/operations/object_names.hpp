#pragma once

#include <optional>
#include <string>

#include "core/identifier.hpp"
#include "operations/operation.hpp"
#include "sql/sql.hpp"

namespace zdm::operations {

// "users.email", as ObjectNames has it.
std::string in_table(const Identifier& table, const Identifier& name);
// A constraint, whose name may be a column's too.
std::string constraint_of(const Identifier& table, const Identifier& name);

// The columns that an expression over the rows of a table names; none where it has a subquery, in
// which a name may be another table's.
void add_needs(ObjectNames& names, const Identifier& table,
               const std::optional<SqlExpression>& expression);

}  // namespace zdm::operations
