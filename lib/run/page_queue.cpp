#include "run/page_queue.hpp"

#include <algorithm>
#include <utility>

namespace zdm::run {
namespace {

constexpr long long kShortest = 64;

}  // namespace

std::optional<PageRange> PageQueue::take() {
  std::unique_lock lock(mutex_);
  for (;;) {
    if (stopped_) return std::nullopt;
    const auto now = PageRange::Clock::now();
    if (auto range = take_ready(now)) {
      ++taken_;
      return range;
    }
    if (deferred_.empty() && taken_ == 0) return std::nullopt;
    auto wake = now + std::chrono::seconds(1);
    for (const PageRange& range : deferred_) wake = std::min(wake, range.not_before);
    changed_.wait_until(lock, wake);
  }
}

// Deferred ranges go first once their time has come: they would otherwise all be left to the end.
std::optional<PageRange> PageQueue::take_ready(PageRange::Clock::time_point now) {
  const auto due = std::find_if(deferred_.begin(), deferred_.end(),
                                [now](const PageRange& range) { return range.not_before <= now; });
  if (due != deferred_.end()) {
    PageRange range = *due;
    deferred_.erase(due);
    return range;
  }
  if (ready_.empty()) return std::nullopt;
  PageRange range = ready_.front();
  ready_.pop_front();
  return range;
}

void PageQueue::put_back(PageRange range) {
  {
    const std::lock_guard lock(mutex_);
    deferred_.push_back(std::move(range));
  }
  changed_.notify_all();
}

void PageQueue::done() {
  {
    const std::lock_guard lock(mutex_);
    --taken_;
  }
  changed_.notify_all();
}

void PageQueue::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  changed_.notify_all();
}

std::vector<PageRange> split_pages(long long first, long long end, int parts) {
  const long long pages = end - first;
  const long long most = std::clamp<long long>(pages / kShortest, 1, std::max(parts, 1));
  std::vector<PageRange> ranges;
  for (long long i = 0; i < most && pages > 0; ++i)
    ranges.push_back({.segment = static_cast<int>(i),
                      .next = first + pages * i / most,
                      .end = first + pages * (i + 1) / most});
  return ranges;
}

}  // namespace zdm::run
