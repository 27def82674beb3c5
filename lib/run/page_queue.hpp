#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <vector>

namespace zdm::run {

// A run of pages that one worker fills from the front: `next` is the first page that is not filled.
struct PageRange {
  using Clock = std::chrono::steady_clock;

  // The pages at the front that are being filled: a batch for each share of the rows of each part
  // of the pages, first one share of all parts, then the next.
  struct Stretch {
    long long end = 0;  // 0: none has begun
    int shares = 1;
    int parts = 1;
    int batch = 0;  // the next

    int batches() const { return shares * parts; }
    int share() const { return batch / parts; }
    int part() const { return batch % parts; }
  };

  int segment = 0;  // its row in the table "backfill"
  long long next = 0;
  long long end = 0;
  // For a range that was in the way of others' locks: how often, since when, not to be tried
  // before, and in batches of how many pages at most.
  int deferrals = 0;
  Clock::time_point first_deferred{};
  Clock::time_point not_before{};
  long long most_pages = 0;  // 0: no limit
  Stretch stretch{};

  bool empty() const { return next >= end; }
  // The first page of a part of the stretch; the part behind the last begins at its end.
  long long part_begin(int part) const {
    return next + (stretch.end - next) * part / stretch.parts;
  }
};

// What is left to be filled in one pass over a table. Workers take from it; safe on several
// threads.
class PageQueue {
 public:
  explicit PageQueue(std::vector<PageRange> ranges) : ready_(ranges.begin(), ranges.end()) {}

  // Waits while all that is left is with other workers, who may put some of it back, or is not to
  // be tried yet. None: all is filled, or stop() was called.
  std::optional<PageRange> take();

  void put_back(PageRange range);  // to be tried again at range.not_before
  void done();                     // what take() gave is finished, or put back

  void stop();

 private:
  std::optional<PageRange> take_ready(PageRange::Clock::time_point now);

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<PageRange> ready_;
  std::vector<PageRange> deferred_;
  int taken_ = 0;
  bool stopped_ = false;
};

// The pages from `first` to `end` in at most `parts` ranges of about the same length, none without
// need shorter than 64 pages; segments are counted from 0.
std::vector<PageRange> split_pages(long long first, long long end, int parts);

}  // namespace zdm::run
