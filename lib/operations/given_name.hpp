#pragma once

#include <functional>
#include <string>

#include "core/identifier.hpp"

namespace zdm::operations {

// The parts of a name that PostgreSQL gives by itself: users_email_key. `second` may be empty.
struct GivenName {
  std::string first;
  std::string second;
  std::string label;
};

// As PostgreSQL puts them together: where it would be too long, bytes go from the end of the longer
// of the first two parts, and never half a character.
Identifier given_name(const GivenName& parts);

// With a number at its end where it is taken: users_email_key1.
Identifier free_name(GivenName parts, const std::function<bool(const Identifier&)>& is_taken);

}  // namespace zdm::operations
