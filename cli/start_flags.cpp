#include "start_flags.hpp"

#include "backfill_pace.hpp"
#include "file.hpp"
#include "plan/plan_json.hpp"

namespace zdm::cli {

std::vector<Option> StartFlags::options() {
  return {
      {"--complete", "", "go on to contract", &start.complete},
      {"--plan", "PLAN.json", "run just this plan, which zdm plan -o has kept", &plan},
      {"--allow-irreversible", "", "run steps that rollback cannot take back",
       &start.allow_irreversible},
      {"--allow-row-security-bypass", "",
       "PostgreSQL 14: the versions' views show all rows to those who may read the table",
       &start.allow_row_security_bypass},
      {"--allow-drift", "", "take the schema as others have changed it since the last migration",
       &start.allow_drift},
      {"--keep-on-failure", "", "leave what was done, to look at it, if the start fails",
       &start.keep_on_failure},
      {"--backfill-workers", "N", "connections (default: half the server's cores, 1 to 4)",
       &backfill.workers},
      {"--backfill-batch-time", "DURATION", "how long one batch should take", &backfill.batch_time},
      {"--backfill-batch-size", "N", "rows in a batch, instead of a time", &backfill.batch_size},
      {"--backfill-batch-delay", "DURATION", "pause after each batch", &backfill.batch_delay},
      {"--max-replica-lag", "DURATION", "pause while a replica is further behind",
       &backfill.max_replica_lag},
      {"--max-archive-lag", "DURATION", "pause while the WAL archiver is further behind",
       &backfill.max_archive_lag},
      {"--max-lock-waiters", "N", "pause while more sessions wait for locks of the table",
       &backfill.max_lock_waiters}};
}

void StartFlags::read() {
  check_pace(backfill.workers, backfill.batch_time);
  if (!plan.empty()) start.expected_plan = plan_from_json(read_file(plan));
}

}  // namespace zdm::cli
