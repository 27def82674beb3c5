#pragma once

#include <map>
#include <set>

#include "core/identifier.hpp"
#include "pg/session.hpp"
#include "sql/sql.hpp"

namespace zdm::run {

// Of many tables at once, in one query: what the aggregates come to, for those that are there. They
// see each relation that holds a table's rows, the table itself or its partitions, as `c`
// (pg_class), and its size as `size.bytes`.
std::map<QualifiedName, pg::Row> of_each_table(pg::Session& session,
                                               const std::set<QualifiedName>& tables,
                                               const Sql& aggregates);

}  // namespace zdm::run
