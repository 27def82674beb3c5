#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pg/session.hpp"

namespace zdm::pg {

// Names and values, as in psql -v name=value.
using PsqlVariables = std::vector<std::pair<std::string, std::string>>;

// Runs a query of queries/, with the variables that it names (:'schema') as parameters.
std::vector<Row> run_query(Session& session, std::string_view query,
                           const PsqlVariables& variables);

}  // namespace zdm::pg
