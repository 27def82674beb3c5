#pragma once

#include <string>

#include "core/identifier.hpp"
#include "pg/session.hpp"

namespace zdm::harness {

// What a client does who reads and writes each table of one version, and takes it back each time:
// for all tables and columns that `version` has now. The base schema is behind it in the
// search_path.
std::string probe_of_version(pg::Session& session, const Identifier& version,
                             const Identifier& base);

// Does it. A line for each statement, with its SQLSTATE: that must not change by anything that zdm
// does, or by its death.
std::string outcome_of_probe(pg::Session& session, const std::string& probe);

}  // namespace zdm::harness
