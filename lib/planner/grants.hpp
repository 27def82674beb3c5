#pragma once

#include <set>
#include <string>
#include <vector>

#include "catalog/privilege.hpp"
#include "sql/statement.hpp"

namespace zdm::planner {

// GRANT commands that give the privileges of the kinds `allowed`, one for each grantee. `on` is
// "TABLE x" or "SCHEMA x"; with a column, the privileges are those on that column.
std::vector<Statement> grants(const Privileges& privileges, const std::set<std::string>& allowed,
                              const Sql& on);
std::vector<Statement> column_grants(const Privileges& privileges, const Identifier& column,
                                     const Sql& on);

// Takes away all that the grantees of `privileges` have.
std::vector<Statement> revocations(const Privileges& privileges, const Sql& on);

}  // namespace zdm::planner
