#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "pg/session.hpp"
#include "run/wal_history.hpp"

namespace zdm::run {

// Which of those that stream from the server (standbys, subscribers) is further behind than `most`,
// as a clause ("replica "r1" is 12 s behind"); empty if none is.
//
// The lag that the server tells (replay_lag) stands still where an idle replay is paused. So it is
// taken together with how long ago the log, as far as `log` has seen it, went past the position
// that the replica has replayed.
//
// A role without pg_read_all_stats (pg_monitor has it) is shown that there are replicas, and no
// more of them ("The Cumulative Statistics System", monitoring-stats, in PostgreSQL's manual). It
// may see replication slots (view-pg-replication-slots), which tell what a replica has received
// rather than replayed: where a replica has one, at least that is waited for.
std::string lagging_replica(pg::Session& session, const WalHistory& log,
                            std::chrono::milliseconds most);

// There are replicas of which this session's role may not see how far they have replayed.
struct HiddenReplicas {
  std::string what;    // "role "app" may not see how far 2 replicas are behind, so that …"
  std::string remedy;  // GRANT …
};
std::optional<HiddenReplicas> hidden_replicas(pg::Session& session);

}  // namespace zdm::run
