#pragma once

#include <optional>
#include <string>

#include "core/identifier.hpp"

// Pieces of SQL that a migration file holds as text. Each function says what is wrong with a piece,
// as the parser says it; empty if nothing is.
namespace zdm::operations {

std::string problem_of_storage_parameters(const std::string& text);
std::string problem_of_sequence_options(const std::string& text);
std::string problem_of_operator_class(const std::string& text);

// "de-x-icu" is a name as it stands; "\"app\".\"german\"" is quoted and has its schema. A name
// without a schema is one of PostgreSQL's own. None: the quotes do not match.
std::optional<QualifiedName> collation_name(const std::string& text);

}  // namespace zdm::operations
