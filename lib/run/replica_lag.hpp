#pragma once

#include <chrono>
#include <string>

#include "pg/session.hpp"

namespace zdm::run {

// Which replica is further behind than `most`, as a clause ("replica "r1" is 12 s behind"); empty
// if none is. The lag is how long the replica takes to replay what is written. A role without
// pg_monitor sees no lag at all, and a replica that has caught up has none.
std::string lagging_replica(pg::Session& session, std::chrono::milliseconds most);

}  // namespace zdm::run
