#include "run/backfill_pass.hpp"

#include <algorithm>

namespace zdm::run {

// Whoever has locked a row holds ROW SHARE or a stronger lock on its table.
std::vector<Blocker> BackfillPass::blockers(pg::Session& session) const {
  const Statement any_writer{
      .sql = {}, .lock = LockMode::exclusive, .cost = Cost::brief, .table = work.table};
  std::vector<Blocker> found = who_blocks(session, {any_writer}).blockers;
  const std::lock_guard lock(mutex_);
  std::erase_if(found, [this](const Blocker& each) { return worker_pids_.contains(each.pid); });
  return found;
}

void BackfillPass::add_worker(int pid) {
  const std::lock_guard lock(mutex_);
  worker_pids_.insert(pid);
}

}  // namespace zdm::run
