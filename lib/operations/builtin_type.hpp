#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/facts.hpp"

namespace zdm::operations {

// A type's name and the modifiers behind it, as format_type() has them: "numeric(10,2)" is numeric
// with 10 and 2, "timestamp(3) with time zone" is timestamp with time zone with 3.
struct TypeParts {
  std::string name;
  std::vector<int> modifiers;
};

TypeParts type_parts(std::string_view type);

// What is known of PostgreSQL's own common types without asking the server, by any of their
// spellings ("int4", "VARCHAR (20)"). None: only the server knows the type.
std::optional<TypeFacts> builtin_type(std::string_view written);

}  // namespace zdm::operations
