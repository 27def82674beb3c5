#pragma once

#include "catalog/constraint.hpp"
#include "planner/physical_names.hpp"
#include "sql/statement.hpp"

namespace zdm::planner {

// Drops a constraint that stands under `name`, with the locks that its kind takes.
Statement drop_of(const Constraint& constraint, const QualifiedName& table, const Identifier& name,
                  const PhysicalNames& names);

}  // namespace zdm::planner
