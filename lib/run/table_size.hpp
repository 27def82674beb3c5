#pragma once

#include "core/identifier.hpp"
#include "pg/session.hpp"

namespace zdm::run {

struct TableSize {
  long long pages = 0;        // of the table, or of its largest partition
  double rows_per_page = 50;  // as the server's statistics have it
};

TableSize table_size(pg::Session& session, const QualifiedName& table);

}  // namespace zdm::run
