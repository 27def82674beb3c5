#pragma once

#include "harness/crash/client_probe.hpp"
#include "harness/crash/victim.hpp"
#include "harness/rehearsal.hpp"

namespace zdm::harness {

// zdm's commands on a case, for a process of their own. They throw Error where zdm says no.
Command start_command(const Rehearsal& rehearsal);
Command complete_command();
Command rollback_command();

// Runs it here and now, and returns the places at which it might have ended.
std::vector<KillPoint> points_of(const Rehearsal& rehearsal, const Command& command);

// Small batches by one worker, so that two runs come by the same places.
run::Options options_for_kills(const Rehearsal& rehearsal);

// What clients of either version can do now. The new one has to be published.
Course::Clients old_clients(Rehearsal& rehearsal);
Course::Clients new_clients(Rehearsal& rehearsal);
// And do, with what outcome.
std::string outcome(Rehearsal& rehearsal, const Course::Clients& clients);

}  // namespace zdm::harness
