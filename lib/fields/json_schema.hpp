#pragma once

#include <nlohmann/json_fwd.hpp>

#include "fields/shape.hpp"

namespace zdm::fields {

// The JSON Schema (draft 2020-12) of a document with that shape. Every record stands once in
// "$defs", under its name. Keys are in the order of the fields, so that equal shapes give equal
// text.
nlohmann::ordered_json json_schema_of(const RecordShape& document);

}  // namespace zdm::fields
