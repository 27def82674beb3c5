#pragma once

#include <optional>

#include "planner/table_work.hpp"

namespace zdm::planner {

// Where a carried foreign key sets columns (SET NULL, SET DEFAULT) that have two forms, lets it act
// after the one whose place it takes. That one sets the old forms, from which the dual writes
// derive the new ones: the new ones alone have neither default nor a way back to it. `table`: the
// table or partition on which the carried one is, both being there.
std::optional<Statement> acting_order(const ConstraintToAdd& added, const QualifiedName& table,
                                      const TableWork& work, const Context& context);

}  // namespace zdm::planner
