#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "sql/statement.hpp"

namespace zdm::cli {

// A name as people write it: in quotes only where it needs them.
std::string plain(const Identifier& name);
// Without the schema where it is `base`.
std::string plain(const QualifiedName& name, const Identifier& base);

std::string_view effect(Cost cost);  // "scans the table"

// One statement that stands for all: the strongest lock and the worst cost, of no table.
Statement strongest(const std::vector<Statement>& statements);

// On which the statements take this lock as their strongest. Those of `base` without their schema.
std::set<std::string> tables_locked(const std::vector<Statement>& statements, LockMode mode,
                                    const Identifier& base);
std::string tables_text(const std::set<std::string>& tables);  // "users, orders"; "7 tables"

// "ACCESS EXCLUSIVE, brief"; empty where nothing is locked and nothing takes long.
std::string lock_and_cost(const Statement& statement);

// The strongest lock of all and the worst cost; empty as above.
std::string strongest_lock_and_cost(const std::vector<Statement>& statements);
// The same with the tables: "SHARE on users, scans the table". Those of `base` without their
// schema.
std::string strongest_lock_and_cost_on(const std::vector<Statement>& statements,
                                       const Identifier& base);

}  // namespace zdm::cli
