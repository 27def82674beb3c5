#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/identifier.hpp"

namespace zdm::pg {

// The URL by which a client reaches the database of a connection string, with that search path:
// all that the string says but its passwords, and `options` that set search_path. What it leaves to
// libpq's variables and files stays left to them. See "Connection Strings" (libpq-connect,
// LIBPQ-CONNSTRING) in PostgreSQL's manual. Throws Error(usage) where libpq cannot read the string.
std::string client_url(const std::string& connection_string,
                       const std::vector<Identifier>& search_path);

}  // namespace zdm::pg
