#pragma once

#include <string>
#include <vector>

#include "fields/shape.hpp"
#include "json.hpp"

namespace zdm::cli {

// A field's value as somebody types it: SQL, names and texts as they are, true and false, null
// where that may stand, names of a list with commas between; what has parts, as JSON. Throws
// Error(usage).
Json typed_value(const fields::Shape& shape, const std::string& field, const std::string& text);

// The operations that the words tell: "add_column table=users column.name=age column.type=int
// drop_table name=old". Throws Error(usage).
Json given_operations(const std::vector<std::string>& words);

}  // namespace zdm::cli
