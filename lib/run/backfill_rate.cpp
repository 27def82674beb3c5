#include "run/backfill_rate.hpp"

namespace zdm::run {
namespace {

constexpr std::chrono::seconds kWindow{10};
constexpr std::chrono::milliseconds kShortest{500};

}  // namespace

void BackfillRate::record(Clock::time_point now, long long rows, long long pages) {
  samples_.push_back({now, rows, pages});
  // One that is older than the window stays, to count from.
  while (samples_.size() > 2 && now - samples_[1].at >= kWindow) samples_.pop_front();
}

double BackfillRate::per_second(long long Sample::*count) const {
  if (samples_.empty()) return 0;
  const Sample& first = samples_.front();
  const Sample& last = samples_.back();
  if (last.at - first.at < kShortest) return 0;
  const std::chrono::duration<double> seconds = last.at - first.at;
  return static_cast<double>(last.*count - first.*count) / seconds.count();
}

double BackfillRate::rows_per_second() const { return per_second(&Sample::rows); }
double BackfillRate::pages_per_second() const { return per_second(&Sample::pages); }

}  // namespace zdm::run
