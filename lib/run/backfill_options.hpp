#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace zdm::run {

// How a backfill is to go about it, as start is told.
struct BackfillOptions {
  std::optional<int> workers;                // none: half the server's cores, 1 to 4
  std::chrono::milliseconds batch_time{20};  // target for one batch
  std::optional<long long> batch_size;       // rows; instead of batch_time
  std::chrono::milliseconds batch_delay{0};
  // It pauses while a replica or the WAL archiver is further behind, or while more sessions wait
  // for locks of the table.
  std::chrono::milliseconds max_replica_lag{10000};
  std::chrono::milliseconds max_archive_lag{60000};
  int max_lock_waiters = 5;

  auto operator<=>(const BackfillOptions&) const = default;
};

// What was said otherwise while it runs; what is none stays as it is. Of batch_time and batch_size
// only one at a time.
struct BackfillTuning {
  std::optional<int> workers;
  std::optional<std::chrono::milliseconds> batch_time;
  std::optional<long long> batch_size;
  std::optional<std::chrono::milliseconds> batch_delay;
  std::optional<std::chrono::milliseconds> max_replica_lag;
  std::optional<std::chrono::milliseconds> max_archive_lag;
  std::optional<int> max_lock_waiters;

  auto operator<=>(const BackfillTuning&) const = default;
};

BackfillOptions tuned(const BackfillOptions& options, const BackfillTuning& tuning);

// What `zdm backfill` has said of one migration's backfill: kept in zdm's state until the migration
// is started anew, whatever becomes of the zdm that runs.
struct BackfillSettings {
  BackfillTuning tuning;
  // While it is paused by hand: who has done it, and when (ISO 8601 in UTC); else empty.
  std::string paused_by;
  std::string paused_at;

  bool is_paused() const { return !paused_at.empty(); }
  auto operator<=>(const BackfillSettings&) const = default;
};

}  // namespace zdm::run
