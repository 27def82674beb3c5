#pragma once

#include <map>
#include <set>

#include "core/identifier.hpp"
#include "pg/session.hpp"

namespace zdm::run {

struct TableSize {
  long long pages = 0;        // of the table, or of its largest partition
  double rows_per_page = 50;  // as the server's statistics have it
  int indexes = 0;            // likewise of the partition that has the most
};

TableSize table_size(pg::Session& session, const QualifiedName& table);

// Of many at once, in one query; those that are there.
std::map<QualifiedName, TableSize> table_sizes(pg::Session& session,
                                               const std::set<QualifiedName>& tables);

}  // namespace zdm::run
