#pragma once

#include <atomic>
#include <chrono>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "plan/step.hpp"
#include "run/backfill_options.hpp"
#include "run/backfill_record.hpp"
#include "run/batch_size.hpp"
#include "run/blockers.hpp"
#include "run/interruption.hpp"
#include "run/page_queue.hpp"
#include "run/run_context.hpp"
#include "run/table_size.hpp"

namespace zdm::run {

// How the workers go about it; may change while they do.
struct Pace {
  std::chrono::milliseconds batch_time = BackfillOptions{}.batch_time;
  std::optional<long long> batch_size;  // rows; instead of batch_time
  std::chrono::milliseconds batch_delay = BackfillOptions{}.batch_delay;
  auto operator<=>(const Pace&) const = default;
};

// What the workers of one pass over a table share. Safe on several threads: what is not const is
// atomic, or locks for itself.
struct BackfillPass {
  using Clock = PageRange::Clock;

  BackfillPass(const Step& its_step, const Backfill& its_work, const BackfillRecord& its_record,
               const BackfillRecord::Pass& begun, const TableSize& its_size)
      : step(its_step),
        work(its_work),
        record(its_record),
        number(begun.number),
        pages(begun.pages),
        size(its_size),
        queue(begun.ranges),
        pages_done(begun.pages_done),
        rows_written(begun.rows_written),
        next_segment(begun.segments) {}

  // In how many shares a stretch of pages is filled: the more indexes a table has, the more is
  // gained by each row that stays in its page. A small table has none: there is little to gain, and
  // its rows stay in the order in which people are used to see them.
  int most_shares() const;

  // Those that are in the way of rows, our own workers left out.
  std::vector<Blocker> blockers(pg::Session& session) const;

  const Step& step;
  const Backfill& work;
  const BackfillRecord& record;
  const int number;
  const long long pages;
  const TableSize size;

  PageQueue queue;
  Interruption stop;  // of this pass alone; one worker's error stops the others
  // No batch begins while it is; since when it was not, for those who lose patience with a lock.
  std::atomic<bool> paused = false;
  std::atomic<Clock::time_point> goes_on_since = Clock::time_point{};
  std::atomic<int> workers_wanted = 1;  // those with a number from here on leave
  std::atomic<long long> pages_done;
  std::atomic<long long> rows_written;
  std::atomic<int> next_segment;
  std::atomic<int> deferrals = 0;

  Pace pace() const;
  void set_pace(const Pace& pace);

  void add_worker(int pid);
  std::set<int> worker_pids() const;

  // Why a further worker could not connect, once: empty if none has failed since it was asked.
  void tell_refused(const std::string& why);
  std::string take_refused();

 private:
  mutable std::mutex mutex_;
  Pace pace_;
  std::set<int> worker_pids_;
  std::string refused_;
};

}  // namespace zdm::run
