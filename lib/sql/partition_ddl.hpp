#pragma once

#include "sql/statement.hpp"

namespace zdm::ddl {

// Gives the indexes on the partitions of a table usual names, where PostgreSQL has named them after
// columns that were called something with zdm's prefix then: those of partitions that came while a
// migration was active.
Statement rename_indexes_of_later_partitions(const QualifiedName& table);

}  // namespace zdm::ddl
