#pragma once

#include <string_view>
#include <vector>

#include "harness/rehearsal.hpp"

namespace zdm::harness {

// How a check leaves its database. One on which nothing is ever finished hands it on to the next:
// to make and to drop a database takes as long as many a check.
enum class Leaves { as_before, changed };

// Something that holds for every case it applies to. Runs on a database in the state before the
// migration.
struct Check {
  std::string_view name;
  bool (*applies_to)(const Scenario&, const Settings&);
  void (*run)(Rehearsal&);
  Leaves leaves;
};

// In the order in which they run, on one case.
const std::vector<Check>& checks();

// One file each.
void plan_is_as_written(Rehearsal& rehearsal);
void rows_are_found_good(Rehearsal& rehearsal);
void failing_rows_are_found(Rehearsal& rehearsal);
void refusal_changes_nothing(Rehearsal& rehearsal);
void failed_start_takes_all_back(Rehearsal& rehearsal);
void nothing_disturbs_it(Rehearsal& rehearsal);
void rollback_keeps_what_clients_wrote(Rehearsal& rehearsal);
void complete_leaves_the_new_version(Rehearsal& rehearsal);
void complete_equals_direct_application(Rehearsal& rehearsal);
void inverse_takes_it_back(Rehearsal& rehearsal);
void kills_are_made_good_by_the_same_command(Rehearsal& rehearsal);
void kills_can_be_taken_back(Rehearsal& rehearsal);
void kills_of_a_failing_start_can_be_taken_back(Rehearsal& rehearsal);

// What zdm has left behind outside of its state, one line each; the version schema of `live` may
// be there. For after complete and after rollback.
std::string leftovers(Rehearsal& rehearsal, const std::optional<Identifier>& live);

}  // namespace zdm::harness
