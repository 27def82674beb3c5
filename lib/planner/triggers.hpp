#pragma once

#include <optional>
#include <string>
#include <vector>

#include "planner/table_work.hpp"
#include "sql/statement.hpp"

namespace zdm::planner {

struct TriggerNames {
  Identifier down_insert, down_update;  // sort before every trigger of the user's
  Identifier up_insert, up_update;      // sort behind every trigger of the user's
  Identifier update_partition;          // and this behind all
};

// PostgreSQL fires triggers of the same kind in the byte order of their names ("Overview of Trigger
// Behavior", trigger-definition).
TriggerNames trigger_names(const Table& table);

// The dual writes of one table as functions and triggers, and how to take them away.
struct DualWriteTriggers {
  std::vector<Statement> functions;  // lock nothing
  std::vector<Statement> triggers;
  std::vector<Statement> drop;  // triggers first
};

DualWriteTriggers dual_write_triggers(const TableWork& work, const Context& context);

}  // namespace zdm::planner
