#pragma once

#include <chrono>
#include <optional>

namespace zdm::run {

// How many pages the next batch of a backfill takes, so that a batch takes the time that is aimed
// at. Each worker has its own.
class BatchSize {
 public:
  explicit BatchSize(std::chrono::milliseconds target) : target_(target) {}
  // A fixed number of rows instead, as near as whole pages allow; rows_per_page is an estimate.
  BatchSize(long long rows, double rows_per_page);

  // From here on, beginning with the size that batches have come to.
  void aim_at(std::chrono::milliseconds target) { target_ = target; }

  long long pages() const { return pages_; }
  void record(long long pages, std::chrono::microseconds took);

 private:
  std::chrono::microseconds target_{0};  // 0: fixed
  long long pages_ = 64;
};

}  // namespace zdm::run
