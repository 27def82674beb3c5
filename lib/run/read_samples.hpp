#pragma once

#include <map>
#include <set>

#include "pg/session.hpp"
#include "plan/estimate.hpp"

namespace zdm::run {

// Reads a little of each of these tables, and notes how long the server took. Bounded: a table has
// a tenth of a second, all of them together half of one; a table that is locked is left out. Tables
// of less than some megabytes are left out too: they take no time worth telling.
void add_read_samples(pg::Session& session, const std::set<QualifiedName>& tables,
                      std::map<QualifiedName, TableExtent>& extents);

}  // namespace zdm::run
