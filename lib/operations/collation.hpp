#pragma once

#include <optional>
#include <string>

#include "operations/draft.hpp"

namespace zdm::operations {

// The collation that a user has named for values of a type. Refuses one that is not there, and one
// for a type that has no order of letters.
std::optional<QualifiedName> find_collation(Draft& draft, const std::string& text,
                                            const TypeName& type, const fields::Location& where);

}  // namespace zdm::operations
