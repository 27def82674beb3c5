#pragma once

#include "sql/statement.hpp"

namespace zdm::ddl {

// Gives the parts of an index of a partitioned table usual names, where PostgreSQL has named them
// after columns that were called something with zdm's prefix then: those of partitions that came
// while a migration was active.
Statement rename_later_parts(const QualifiedName& index, const QualifiedName& table);

}  // namespace zdm::ddl
