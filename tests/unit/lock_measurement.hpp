// What a statement does on a real server: the locks that it takes, and whether it reads, rewrites
// or indexes a table. The tables are those of a
// schema m, which is the search_path.
#pragma once

#include <map>
#include <string>

#include "sql/statement.hpp"

namespace zdm::test {

using Locks = std::map<std::string, LockMode>;  // by relation

struct Measured {
  Locks locks;
  Cost cost = Cost::brief;
};

// `table` is the one whose work is looked at ("m.t"). The first takes it all back.
Measured measure_in_transaction(const std::string& database, const std::string& table,
                                const std::string& sql);
// For CONCURRENTLY, which takes no part in a transaction and holds its lock while it waits for old
// ones. Ends early once `expected` is seen, since statistics come late.
Measured measure_while_it_waits(const std::string& database, const std::string& table,
                                const std::string& sql, Cost expected);

std::string to_text(const Locks& locks);

}  // namespace zdm::test
