#pragma once

#include <atomic>
#include <chrono>
#include <mutex>
#include <set>

#include "plan/step.hpp"
#include "run/backfill_record.hpp"
#include "run/batch_size.hpp"
#include "run/blockers.hpp"
#include "run/interruption.hpp"
#include "run/page_queue.hpp"
#include "run/run_context.hpp"

namespace zdm::run {

// What the workers of one pass over a table share. Safe on several threads: what is not const is
// atomic, or locks for itself.
struct BackfillPass {
  BackfillPass(const Step& its_step, const Backfill& its_work, const BackfillRecord& its_record,
               const BackfillRecord::Pass& begun)
      : step(its_step),
        work(its_work),
        record(its_record),
        number(begun.number),
        pages(begun.pages),
        queue(begun.ranges),
        pages_done(begun.pages_done),
        rows_written(begun.rows_written),
        next_segment(begun.segments) {}

  // Those that are in the way of rows, our own workers left out.
  std::vector<Blocker> blockers(pg::Session& session) const;

  const Step& step;
  const Backfill& work;
  const BackfillRecord& record;
  const int number;
  const long long pages;

  PageQueue queue;
  Interruption stop;  // of this pass alone; one worker's error stops the others
  std::atomic<bool> paused = false;
  std::atomic<long long> pages_done;
  std::atomic<long long> rows_written;
  std::atomic<int> next_segment;
  std::atomic<int> deferrals = 0;

  void add_worker(int pid);

 private:
  mutable std::mutex mutex_;
  std::set<int> worker_pids_;
};

}  // namespace zdm::run
