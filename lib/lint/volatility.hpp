#pragma once

#include <string>

#include "lint/syntax_node.hpp"

namespace zdm::lint {

// The first function in an expression that is volatile, or may be: one of the user's own is, unless
// declared otherwise, which only the server knows. Empty if there is none.
std::string volatile_function(const SyntaxNode& expression);

// A function of PostgreSQL's that is known to be neither volatile nor to change anything.
bool is_known_as_stable(const std::string& function);

}  // namespace zdm::lint
