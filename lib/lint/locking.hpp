#pragma once

#include <vector>

#include "lint/syntax_node.hpp"
#include "sql/statement.hpp"

namespace zdm::lint {

// What a statement does to a table that is there already.
struct Locking {
  TableName table;
  LockMode lock = LockMode::none;
  Cost cost = Cost::brief;  // the worst that can be, where it depends on what the catalog holds
};

// The strongest lock on each table that the statement names, as far as the statement tells: not
// those on tables that only the catalog knows of (the other side of a foreign key that is dropped).
// "Explicit Locking" (explicit-locking) in PostgreSQL's manual.
std::vector<Locking> lockings(const SyntaxNode& statement);

}  // namespace zdm::lint
