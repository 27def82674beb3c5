#pragma once

#include <initializer_list>
#include <string>

#include "convert/change.hpp"

namespace zdm::convert {

// Which earlier change another one may join.
bool is_table(const Change& change, const Json& name);  // that makes it
bool adds_column(const Change& change, const Json& table, const Json& column);
bool makes_constraint(const Change& change, const Json& fields);  // "table" and "name" are there

// Has the change the same values as those fields, under these keys?
bool is_of(const Change& change, const Json& fields, std::initializer_list<const char*> keys);

// The column in a create_table; none if it has none of that name.
Json* column_in(Change& create_table, const std::string& name);

}  // namespace zdm::convert
