#pragma once

#include <optional>

#include "planner/row_values.hpp"
#include "planner/write_origin.hpp"

namespace zdm::planner {

// The bodies of the two trigger functions of a table, in PL/pgSQL. Their triggers' WHEN conditions
// have decided already that this row is theirs.
Sql up_function_body(const TableChange& change, const Composition& composition,
                     const Folded& folded, const WriteOrigin& origin,
                     const std::optional<Identifier>& mark);
Sql down_function_body(const TableChange& change, const Composition& composition,
                       const Folded& folded, const WriteOrigin& origin,
                       const std::optional<Identifier>& mark);

}  // namespace zdm::planner
