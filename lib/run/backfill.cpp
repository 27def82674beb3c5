#include "run/backfill.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "core/error.hpp"
#include "run/backfill_crew.hpp"
#include "run/backfill_pass.hpp"
#include "run/backfill_watch.hpp"
#include "run/lock_patience.hpp"
#include "run/step_transaction.hpp"
#include "run/table_size.hpp"

namespace zdm::run {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr int kMostPasses = 5;
constexpr int kSegmentsPerWorker = 4;  // so that no worker is idle long at the end

int default_workers(pg::Session& session) {
  const std::string is_local =
      session.query("SELECT inet_server_addr() IS NULL OR inet_server_addr() = inet_client_addr()")
          .value();
  if (is_local != "t") return 2;
  return std::clamp(static_cast<int>(std::thread::hardware_concurrency() / 2), 1, 4);
}

WorkerOptions worker_options(const RunContext& context) {
  const milliseconds deadlock_timeout = context.session.deadlock_timeout();
  return {.target = context.options.target,
          .search_path = search_path_of(context.plan, sql("SET LOCAL")),
          .lock_timeout =
              std::min({context.options.lock.timeout, milliseconds(100), deadlock_timeout / 2}),
          .deadlock_timeout = deadlock_timeout,
          .give_up_after = context.options.lock.attempts_for};
}

void run_pass(RunContext& context, BackfillPass& pass, int default_workers, std::size_t ranges) {
  BackfillWatch watch(context, pass, default_workers);
  BackfillCrew crew(pass, worker_options(context), ranges);
  do {
    if (context.interruption.asked()) crew.stop();
    watch.look();
    crew.keep(watch.workers());
  } while (!crew.wait_for(100ms));
  crew.finish();
  context.interruption.check();
  watch.finish();
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
    BackfillPass pass(step, work, record, begun, size);
    run_pass(context, pass, workers, begun.ranges.size());
    begun = record.latest_pass(*context.session);
  }
}

}  // namespace zdm::run
