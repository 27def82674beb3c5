#pragma once

#include <optional>
#include <string>
#include <vector>

#include "planner/write_origin.hpp"
#include "sql/statement.hpp"

namespace zdm::planner {

struct TriggerNames {
  Identifier down_insert, down_update;  // sort before every trigger of the user's
  Identifier up_insert, up_update;      // sort behind every trigger of the user's
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

DualWriteTriggers dual_write_triggers(const TableChange& change, const Composition& composition,
                                      const Folded& folded, const WriteOrigin& origin,
                                      const std::optional<Identifier>& mark,
                                      const Identifier& state_schema,
                                      const std::vector<Identifier>& search_path);

}  // namespace zdm::planner
