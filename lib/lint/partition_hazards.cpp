#include "lint/hazard_parts.hpp"
#include "lint/rules.hpp"

namespace zdm::lint {

std::vector<Hazard> partition_hazards() {
  return {
      {.code = "detach-partition",
       .what = "DETACH PARTITION",
       .example = "ALTER TABLE events DETACH PARTITION events_1",
       .lock = LockMode::access_exclusive,
       .cost = Cost::brief,
       .remark = "the same on the partition",
       .safe_form = "DETACH PARTITION … CONCURRENTLY",
       .operation = "",
       .harm = Harm::blocks,
       .severity = Severity::warning,
       .judge = rules::detach_partition},
      {.code = "attach-unchecked",
       .what = "ATTACH PARTITION without a CHECK of its bounds",
       .example = "ALTER TABLE events ATTACH PARTITION events_2 FOR VALUES FROM (5000) TO (9000)",
       .lock = LockMode::access_exclusive,
       .cost = Cost::scans_table,
       .remark = "that is the partition; the table: SHARE UPDATE EXCLUSIVE",
       .safe_form = "a CHECK that says what the bounds say, NOT VALID, then validated, on the "
                    "partition first",
       .operation = "",
       .harm = Harm::blocks,
       .severity = Severity::warning,
       .judge = rules::attach_unchecked},
      {.code = "create-partition",
       .what = "CREATE TABLE … PARTITION OF",
       .example = "CREATE TABLE events_3 PARTITION OF events FOR VALUES FROM (9000) TO (9999)",
       .lock = LockMode::access_exclusive,
       .cost = Cost::brief,
       .remark = "",
       .safe_form = "CREATE TABLE (LIKE …), then ATTACH PARTITION",
       .operation = "",
       .harm = Harm::blocks,
       .severity = Severity::warning,
       .judge = rules::create_partition},
  };
}

}  // namespace zdm::lint
