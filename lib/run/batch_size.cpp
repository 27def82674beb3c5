#include "run/batch_size.hpp"

#include <algorithm>
#include <cmath>

namespace zdm::run {

BatchSize::BatchSize(long long rows, double rows_per_page)
    : pages_(
          std::max(1LL, std::llround(static_cast<double>(rows) / std::max(1.0, rows_per_page)))) {}

void BatchSize::record(long long pages, std::chrono::microseconds took, int shares,
                       std::chrono::microseconds underway) {
  if (target_.count() == 0) return;
  const auto target = std::max(target_, 2 * underway);
  const double written = static_cast<double>(pages) / shares;
  // The end of a range tells nothing.
  if (written < static_cast<double>(pages_) && took < target) return;
  const double factor = static_cast<double>(target.count()) /
                        static_cast<double>(std::max<long long>(1, took.count()));
  const double next = written * std::clamp(factor, 0.5, 2.0);
  pages_ = std::clamp(std::llround(next), 1LL, kMostPages);
}

}  // namespace zdm::run
