#include "run/wal_history.hpp"

#include <algorithm>

namespace zdm::run {
namespace {

constexpr std::size_t kMostLooks = 8192;

}  // namespace

void WalHistory::add(Clock::time_point now, long long position) {
  if (!looks_.empty() && position <= looks_.back().position) return;
  looks_.push_back({now, position});
  if (looks_.size() > kMostLooks) thin_out();
}

// Every second one of the older half: what is told of hours ago gets coarser, and never too long.
void WalHistory::thin_out() {
  const auto half = looks_.begin() + static_cast<std::ptrdiff_t>(looks_.size() / 2);
  auto kept = looks_.begin();
  for (auto look = looks_.begin() + 1; look < half; look += 2) *kept++ = *look;
  looks_.erase(kept, half);
}

std::optional<std::chrono::milliseconds> WalHistory::past(long long position,
                                                          Clock::time_point now) const {
  const auto first =
      std::upper_bound(looks_.begin(), looks_.end(), position,
                       [](long long wanted, const Look& look) { return wanted < look.position; });
  if (first == looks_.end()) return std::nullopt;
  return std::chrono::duration_cast<std::chrono::milliseconds>(now - first->at);
}

}  // namespace zdm::run
