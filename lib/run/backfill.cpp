#include "run/backfill.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <future>
#include <string>
#include <thread>
#include <vector>

#include "core/error.hpp"
#include "run/backfill_pass.hpp"
#include "run/backfill_worker.hpp"
#include "run/lock_patience.hpp"
#include "run/pauses.hpp"
#include "run/replica_lag.hpp"
#include "run/step_transaction.hpp"
#include "run/table_size.hpp"

namespace zdm::run {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr int kMostPasses = 5;
constexpr int kSegmentsPerWorker = 8;  // so that no worker is idle long at the end

int default_workers(pg::Session& session) {
  const std::string is_local =
      session.query("SELECT inet_server_addr() IS NULL OR inet_server_addr() = inet_client_addr()")
          .value();
  if (is_local != "t") return 2;
  return std::clamp(static_cast<int>(std::thread::hardware_concurrency() / 2), 1, 4);
}

WorkerOptions worker_options(const RunContext& context, double rows_per_page) {
  const BackfillOptions& options = context.options.backfill;
  const milliseconds deadlock_timeout = context.session.deadlock_timeout();
  const milliseconds lock_timeout =
      std::min({context.options.lock.timeout, milliseconds(100), deadlock_timeout / 2});
  // A client that waits for one of our rows looks for a deadlock after deadlock_timeout, and would
  // lose it. So the whole batch is over before, and its rows are free.
  return {.target = context.options.target,
          .search_path = search_path_of(context.plan, sql("SET LOCAL")),
          .lock_timeout = lock_timeout,
          .batch_timeout = options.batch_time < deadlock_timeout ? deadlock_timeout * 8 / 10
                                                                 : 2 * options.batch_time,
          .give_up_after = context.options.lock.attempts_for,
          .batch_delay = options.batch_delay,
          .batch_size = options.batch_size ? BatchSize(*options.batch_size, rows_per_page)
                                           : BatchSize(options.batch_time)};
}

// The threads of one pass. However it is left, they have ended.
class Crew {
 public:
  Crew(BackfillPass& pass, const WorkerOptions& options, std::size_t workers) : pass_(pass) {
    for (std::size_t i = 0; i < workers; ++i)
      workers_.push_back(std::async(std::launch::async,
                                    [&pass, options] { BackfillWorker(pass, options).run(); }));
  }
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;
  ~Crew() {
    if (std::any_of(workers_.begin(), workers_.end(), [](const auto& w) { return w.valid(); }))
      stop();
  }  // and the futures wait

  void stop() {
    pass_.stop.ask();
    pass_.queue.stop();
  }

  // Waits a moment; true if all have ended.
  bool wait_for(milliseconds moment) {
    const auto deadline = Clock::now() + moment;
    return std::all_of(workers_.begin(), workers_.end(), [deadline](const auto& worker) {
      return worker.wait_until(deadline) == std::future_status::ready;
    });
  }

  // Throws the error for which it stopped, if any.
  void finish() {
    std::exception_ptr first;
    for (std::future<void>& worker : workers_) {
      try {
        worker.get();
      } catch (const Error& error) {
        // The others were interrupted because of it.
        if (!first || error.kind() != ErrorKind::interrupted) first = std::current_exception();
      }
    }
    if (first) std::rethrow_exception(first);
  }

 private:
  BackfillPass& pass_;
  std::vector<std::future<void>> workers_;
};

// What the main thread does while the workers fill: it alone talks to Progress.
class Watchman {
 public:
  Watchman(RunContext& context, BackfillPass& pass) : context_(context), pass_(pass) {}

  void look() {
    report();
    if (Clock::now() < next_check_) return;
    next_check_ = Clock::now() + 1s;
    look_at_replicas();
    look_at_locks();
  }

  void report() {
    const long long done = pass_.pages_done;
    if (done == reported_) return;
    reported_ = done;
    context_.progress.backfilled(pass_.work.table, done, pass_.pages, pass_.rows_written);
  }

 private:
  void look_at_replicas() {
    const std::string lagging =
        lagging_replica(*context_.session, context_.options.backfill.max_replica_lag);
    if (lagging.empty() == !pass_.paused) return;
    pass_.paused = !lagging.empty();
    context_.progress.note(fmt::format("{}: {}", pass_.step.title,
                                       pass_.paused ? "pauses, since " + lagging : "goes on"));
  }

  void look_at_locks() {
    const int deferrals = pass_.deferrals;
    if (deferrals == deferrals_told_) return;
    deferrals_told_ = deferrals;
    context_.progress.waits_for_lock(pass_.step, deferrals, Pauses::after(0),
                                     pass_.blockers(*context_.session));
  }

  RunContext& context_;
  BackfillPass& pass_;
  long long reported_ = -1;
  int deferrals_told_ = 0;
  Clock::time_point next_check_ = Clock::now();
};

void run_pass(RunContext& context, BackfillPass& pass, const WorkerOptions& options,
              std::size_t workers) {
  Watchman watchman(context, pass);
  Crew crew(pass, options, workers);
  while (!crew.wait_for(100ms)) {
    if (context.interruption.asked()) crew.stop();
    watchman.look();
  }
  crew.finish();
  context.interruption.check();
  watchman.report();
}

bool is_unfilled(RunContext& context, const Step& step, const Backfill& work) {
  bool found = false;
  with_lock_patience(context, step, {work.unfilled}, [&](const auto&) {
    context.session->transaction([&] {
      const long long timeout = context.options.lock.timeout.count();
      context.session->query(sql("{}; SET LOCAL lock_timeout = {}",
                                 search_path_of(context.plan, sql("SET LOCAL")), timeout)
                                 .text());
      found = !context.session->query(work.unfilled.sql.text()).empty();
    });
  });
  return found;
}

Error never_filled(const Step& step, const Backfill& work) {
  std::string triggers;
  for (const Identifier& trigger : work.triggers)
    triggers += (triggers.empty() ? "" : ", ") + trigger.quoted();
  return {ErrorKind::failed,
          fmt::format("{}: after {} passes over {} there are still rows that are not filled",
                      step.title, kMostPasses, work.table.quoted()),
          triggers.empty()
              ? std::string("something keeps rows from being written, or writes them past the "
                            "triggers, such as a subscription")
              : "one of these triggers may undo the write of the backfill: " + triggers};
}

// Stored before it runs, so that a run that comes after a crash goes on with it.
void begin_pass(RunContext& context, const BackfillRecord& record, int number, long long pages,
                int workers) {
  std::vector<PageRange> ranges = split_pages(0, pages, workers * kSegmentsPerWorker);
  if (ranges.empty()) ranges.emplace_back();  // an empty table's pass is on record, too
  context.session.repeatable_transaction(
      [&] { context.session->query(record.begin_pass(number, ranges).text()); });
}

}  // namespace

void backfill(RunContext& context, const Step& step, const Backfill& work) {
  const BackfillRecord record(context.journal, step.id, work.table);
  const int workers =
      std::max(1, context.options.backfill.workers.value_or(default_workers(*context.session)));
  BackfillRecord::Pass begun = record.latest_pass(*context.session);
  // A second pass is the exception, see never_filled().
  while (begun.number == 0 || !begun.ranges.empty() || is_unfilled(context, step, work)) {
    const TableSize size = table_size(*context.session, work.table);
    if (begun.ranges.empty()) {
      if (begun.number == kMostPasses) throw never_filled(step, work);
      begin_pass(context, record, begun.number + 1, size.pages, workers);
      begun = record.latest_pass(*context.session);
    }
    BackfillPass pass(step, work, record, begun);
    run_pass(context, pass, worker_options(context, size.rows_per_page),
             std::min(begun.ranges.size(), static_cast<std::size_t>(workers)));
    begun = record.latest_pass(*context.session);
  }
}

}  // namespace zdm::run
