#pragma once

#include "plan/step.hpp"
#include "planner/table_work.hpp"

namespace zdm::planner {

// A CHECK or NOT NULL that is put on a column which both versions have binds the old version's
// clients as well: an UPDATE of a row that was there and violates it would fail. So before it is
// added, even NOT VALID, each row has to fulfil it.
std::vector<Step> held_rule_proofs(const std::vector<TableWork>& works);

}  // namespace zdm::planner
