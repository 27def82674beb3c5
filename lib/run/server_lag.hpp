#pragma once

#include "run/archive_lag.hpp"
#include "run/wal_history.hpp"

namespace zdm::run {

// What a run has seen of the server's log and its archiver. Kept from one backfill to the next: a
// replica that stands still may be noticed only after many small tables.
struct ServerLag {
  WalHistory log;
  ArchiveLag archive;
};

}  // namespace zdm::run
