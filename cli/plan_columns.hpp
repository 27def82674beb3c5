#pragma once

#include <string>

#include "plan/plan.hpp"

namespace zdm::cli {

// Which column of the table is which of either version's while both are live, of each table that
// changes. Columns with one name everywhere are counted. Empty where no table changes. Pure.
std::string columns_as_text(const Plan& plan);
std::string columns_as_markdown(const Plan& plan);

// "users: the new version calls it people". Tables of `base` without their schema.
std::string table_title(const MappedTable& table, const Identifier& base);

// In the table and in both versions.
bool has_one_name(const MappedColumn& column);

// "and 5 columns have one name in the table and in both versions". Empty of a table that one
// version alone has, or where there is none.
std::string other_columns(const MappedTable& table);

}  // namespace zdm::cli
