#pragma once

#include <chrono>
#include <deque>

namespace zdm::run {

// How fast a backfill goes, from what has been seen of it in the last ten seconds.
class BackfillRate {
 public:
  using Clock = std::chrono::steady_clock;

  void record(Clock::time_point now, long long rows, long long pages);

  // 0: not known yet, or nothing has been done for that long.
  double rows_per_second() const;
  double pages_per_second() const;

 private:
  struct Sample {
    Clock::time_point at;
    long long rows;
    long long pages;
  };
  double per_second(long long Sample::*count) const;

  std::deque<Sample> samples_;
};

}  // namespace zdm::run
