#pragma once

#include <string>

#include "fields/shape.hpp"

namespace zdm::fields {

// The fields of a record as lines of text, those of records within it indented below the field;
// required ones carry a star.
std::string explain_fields(const RecordShape& shape);

}  // namespace zdm::fields
