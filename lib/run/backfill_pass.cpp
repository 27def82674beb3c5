#include "run/backfill_pass.hpp"

#include <algorithm>
#include <utility>

namespace zdm::run {

namespace {

constexpr long long kFewestPagesToShare = 128;
constexpr double kManyRowsPerPage = 100;

}  // namespace

int BackfillPass::most_shares() const {
  if (work.in_order || pages < kFewestPagesToShare) return 1;
  if (size.indexes < 2) return 4;
  return size.rows_per_page < kManyRowsPerPage ? 8 : 16;
}

// Whoever has locked a row holds ROW SHARE or a stronger lock on its table.
std::vector<Blocker> BackfillPass::blockers(pg::Session& session) const {
  const Statement any_writer{
      .sql = {}, .lock = LockMode::exclusive, .cost = Cost::brief, .table = work.table};
  std::vector<Blocker> found = who_blocks(session, {any_writer}).blockers;
  const std::lock_guard lock(mutex_);
  std::erase_if(found, [this](const Blocker& each) { return worker_pids_.contains(each.pid); });
  return found;
}

Pace BackfillPass::pace() const {
  const std::lock_guard lock(mutex_);
  return pace_;
}

void BackfillPass::set_pace(const Pace& pace) {
  const std::lock_guard lock(mutex_);
  pace_ = pace;
}

void BackfillPass::add_worker(int pid) {
  const std::lock_guard lock(mutex_);
  worker_pids_.insert(pid);
}

std::set<int> BackfillPass::worker_pids() const {
  const std::lock_guard lock(mutex_);
  return worker_pids_;
}

void BackfillPass::tell_refused(const std::string& why) {
  const std::lock_guard lock(mutex_);
  refused_ = why;
}

std::string BackfillPass::take_refused() {
  const std::lock_guard lock(mutex_);
  return std::exchange(refused_, {});
}

}  // namespace zdm::run
