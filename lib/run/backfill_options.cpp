#include "run/backfill_options.hpp"

namespace zdm::run {

BackfillOptions tuned(const BackfillOptions& options, const BackfillTuning& tuning) {
  BackfillOptions result = options;
  if (tuning.workers) result.workers = tuning.workers;
  if (tuning.batch_time) {
    result.batch_time = *tuning.batch_time;
    result.batch_size.reset();
  }
  if (tuning.batch_size) result.batch_size = tuning.batch_size;
  result.batch_delay = tuning.batch_delay.value_or(options.batch_delay);
  result.max_replica_lag = tuning.max_replica_lag.value_or(options.max_replica_lag);
  result.max_archive_lag = tuning.max_archive_lag.value_or(options.max_archive_lag);
  result.max_lock_waiters = tuning.max_lock_waiters.value_or(options.max_lock_waiters);
  return result;
}

}  // namespace zdm::run
