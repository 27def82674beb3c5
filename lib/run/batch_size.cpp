#include "run/batch_size.hpp"

#include <algorithm>
#include <cmath>

namespace zdm::run {
namespace {

// Pages with nothing to fill in go by quickly; whatever comes behind them must not be taken in one
// batch that is many times too long.
constexpr long long kMostPages = 2048;

}  // namespace

BatchSize::BatchSize(long long rows, double rows_per_page)
    : pages_(
          std::max(1LL, std::llround(static_cast<double>(rows) / std::max(1.0, rows_per_page)))) {}

void BatchSize::record(long long pages, std::chrono::microseconds took) {
  if (target_.count() == 0) return;
  if (pages < pages_ && took < target_) return;  // the end of a range tells nothing
  const double factor = static_cast<double>(target_.count()) /
                        static_cast<double>(std::max<long long>(1, took.count()));
  const double next = static_cast<double>(pages) * std::clamp(factor, 0.5, 2.0);
  pages_ = std::clamp(std::llround(next), 1LL, kMostPages);
}

}  // namespace zdm::run
