#pragma once

#include <optional>
#include <string>

#include "core/identifier.hpp"
#include "sql/sql.hpp"

namespace zdm::operations {

// What values of the first type may have that the second holds none of, so that whoever casts to it
// and back gets another value: "fractions", "more than 15 digits". None: the types do not say;
// which is no promise for types that are not PostgreSQL's own, nor for texts that are spelt in
// several ways ("007" as a number). Values for which the cast is an error are not lost. See "Data
// Types" (datatype) in PostgreSQL's manual.
std::optional<std::string> lost_by_type(const TypeName& from, const TypeName& to);

}  // namespace zdm::operations
