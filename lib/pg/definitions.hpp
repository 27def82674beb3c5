#pragma once

#include <chrono>
#include <map>
#include <string>

#include "pg/session.hpp"

namespace zdm::pg {

// The things of a schema ("column users.name", "index users_email"), each as PostgreSQL prints its
// definition; queries/definitions.sql says which there are. They are the same text wherever they
// are read, as long as the server is of the same major release.
using Definitions = std::map<std::string, std::string>;

// Throws Error(lock_unavailable) where somebody holds a table for longer than `lock_timeout`.
Definitions read_definitions(Session& session, const Identifier& schema,
                             std::chrono::milliseconds lock_timeout);

}  // namespace zdm::pg
