#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "pg/session.hpp"

namespace zdm::pg {

// Settings in which expressions are printed so that they mean the same in any session, as in
// pg_dump. A large catalog is neither a reason to compile queries, nor to sort on disk, nor to take
// other processors from a server in use, which would not be quicker.
inline constexpr std::string_view kForDefinitions =
    "SET LOCAL search_path = pg_catalog; SET LOCAL datestyle = 'ISO, MDY'; "
    "SET LOCAL intervalstyle = 'postgres'; SET LOCAL jit = off; "
    "SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL work_mem = '64MB'";

// Runs `work` where nothing can be written, with settings ("SET LOCAL …; SET LOCAL …") and a
// lock_timeout that are gone afterwards: in a transaction of its own, or inside the one that is
// open.
template <typename Work>
void read_only(Session& session, std::string_view settings, std::chrono::milliseconds lock_timeout,
               const Work& work) {
  const std::string begin = "SET LOCAL transaction_read_only = on; SET LOCAL lock_timeout = " +
                            std::to_string(lock_timeout.count()) + "; " + std::string(settings);
  if (!session.in_transaction()) {
    session.transaction([&] {
      // One snapshot for all that is read.
      session.query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; " + begin);
      work();
    });
    return;
  }
  session.query("SAVEPOINT zdm_read_only; " + begin);
  work();
  session.query("ROLLBACK TO SAVEPOINT zdm_read_only; RELEASE SAVEPOINT zdm_read_only");
}

}  // namespace zdm::pg
