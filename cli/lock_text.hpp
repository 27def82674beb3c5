#pragma once

#include <string>
#include <vector>

#include "sql/statement.hpp"

namespace zdm::cli {

// A name as people write it: in quotes only where it needs them.
std::string plain(const Identifier& name);
// Without the schema where it is `base`.
std::string plain(const QualifiedName& name, const Identifier& base);

// "ACCESS EXCLUSIVE, brief"; empty where nothing is locked and nothing takes long.
std::string lock_and_cost(const Statement& statement);

// The strongest lock of all and the worst cost; empty as above.
std::string strongest_lock_and_cost(const std::vector<Statement>& statements);
// The same with the tables: "SHARE on users, scans the table". Those of `base` without their
// schema.
std::string strongest_lock_and_cost_on(const std::vector<Statement>& statements,
                                       const Identifier& base);

}  // namespace zdm::cli
