#pragma once

#include <string_view>
#include <vector>

#include "harness/rehearsal.hpp"

namespace zdm::harness {

// Something that holds for every case it applies to. Runs on a database of its own, in the state
// before the migration.
struct Check {
  std::string_view name;
  bool (*applies_to)(const Scenario&);
  void (*run)(Rehearsal&);
};

// In the order in which they run, on one case.
const std::vector<Check>& checks();

// One file each.
void plan_is_as_written(Rehearsal& rehearsal);
void refusal_changes_nothing(Rehearsal& rehearsal);
void failed_start_takes_all_back(Rehearsal& rehearsal);
void rollback_leaves_no_trace(Rehearsal& rehearsal);
void rollback_keeps_what_clients_wrote(Rehearsal& rehearsal);
void complete_leaves_the_new_version(Rehearsal& rehearsal);
void complete_equals_direct_application(Rehearsal& rehearsal);

// What zdm has left behind outside of its state, one line each; the version schema of `live` may
// be there. For after complete and after rollback.
std::string leftovers(Rehearsal& rehearsal, const std::optional<Identifier>& live);

}  // namespace zdm::harness
