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

  // Pages with nothing to fill in go by quickly; whatever comes behind them must not be taken in
  // one batch that is many times too long.
  static constexpr long long kMostPages = 2048;

  long long pages() const { return pages_; }
  // A batch of all rows of so many pages, or of one of so many shares of them; and how much of its
  // time went into the way to the server and back. However far that is, no more than half of the
  // time goes there.
  void record(long long pages, std::chrono::microseconds took, int shares = 1,
              std::chrono::microseconds underway = {});

 private:
  std::chrono::microseconds target_{0};  // 0: fixed
  long long pages_ = 16;
};

}  // namespace zdm::run
