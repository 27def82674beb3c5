#include "run/backfill_worker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "pg/commit_in_doubt.hpp"
#include "run/lock_patience.hpp"
#include "run/pauses.hpp"
#include "run/schema_session.hpp"

namespace zdm::run {
namespace {

using namespace std::chrono_literals;
using Clock = PageRange::Clock;
using std::chrono::duration_cast;

constexpr int kMostLostConnections = 5;

std::string first_tid(long long page) { return fmt::format("({},0)", page); }

// So that no trigger and no foreign key of the user's fires. A role needs the right for it (15+:
// GRANT SET ON PARAMETER); where it is missing, the plan has said which triggers fire.
void silence_triggers(pg::Session& session) {
  try {
    session.query("SET session_replication_role = replica");
  } catch (const Error& error) {
    if (error.sqlstate() != "42501") throw;
  }
}

long long begin_of_batch(const PageRange& range) { return range.part_begin(range.stretch.part()); }

long long end_of_batch(const PageRange& range) {
  return range.part_begin(range.stretch.part() + 1);
}

// A value that the expressions cannot make of some row, or that a constraint refuses: which table,
// and where in it.
Error about_rows(const Error& error, const Step& step, const PageRange& range) {
  const std::string rows =
      fmt::format("the rows are among those with ctid >= '{}' and ctid < '{}'",
                  first_tid(begin_of_batch(range)), first_tid(end_of_batch(range)));
  return {error.kind(), fmt::format("{}: {}", step.title, error.what()),
          error.hint().empty() ? rows : error.hint() + "; " + rows, error.sqlstate()};
}

// The batch took so long that a client which waits for its rows would soon look for a deadlock.
bool is_out_of_time(const Error& error) {
  return error.kind() == ErrorKind::failed && error.sqlstate() == "57014";
}

// What pages_done has of the stretch at the front: as many of its pages as batches are written.
long long pages_told(const PageRange& range) {
  const PageRange::Stretch& stretch = range.stretch;
  return stretch.batch == 0 ? 0 : (stretch.end - range.next) * stretch.batch / stretch.batches();
}

// Ends the pass for all if the work is left by an exception.
class StopOthers {
 public:
  explicit StopOthers(BackfillPass& pass) : pass_(pass) {}
  StopOthers(const StopOthers&) = delete;
  StopOthers& operator=(const StopOthers&) = delete;
  ~StopOthers() {
    if (well_) return;
    pass_.stop.ask();
    pass_.queue.stop();
  }
  void all_is_well() { well_ = true; }

 private:
  BackfillPass& pass_;
  bool well_ = false;
};

}  // namespace

Left BackfillWorker::run() {
  StopOthers unless_well(pass_);
  Left left = Left::no_connection;
  if (may_connect()) {
    left = Left::not_wanted;
    while (is_wanted()) {
      const auto range = pass_.queue.take();
      if (!range) {
        left = Left::nothing_to_do;
        break;
      }
      fill(*range);
      pass_.queue.done();
    }
  }
  unless_well.all_is_well();
  return left;
}

// The server may have no connection left for one more.
bool BackfillWorker::may_connect() {
  try {
    connect();
  } catch (const Error& error) {
    if (number_ == 0 || !is_connection_error(error)) throw;
    pass_.tell_refused(error.what());
    return false;
  }
  return true;
}

// synchronous_commit: the step's own commit, which is synchronous, comes after all batches in the
// WAL and brings them to the disk.
void BackfillWorker::connect() {
  watch_.reset();
  session_ = std::make_unique<pg::Session>(options_.target);
  watch_ = std::make_unique<Interruption::Watch>(pass_.stop, *session_);
  pass_.add_worker(session_->backend_pid());
  prepare_to_run(*session_);
  silence_triggers(*session_);
  const long long timeout = std::max<long long>(1, options_.lock_timeout.count());
  session_->query(
      sql("SET synchronous_commit = off; SET jit = off; SET lock_timeout = {}", timeout).text());
}

void BackfillWorker::fill(PageRange range) {
  while (!range.empty()) {
    pause();
    if (!is_wanted()) {
      pass_.queue.put_back(range);
      return;
    }
    try {
      if (!fill_batch(range)) return;
    } catch (const Error& error) {
      if (!is_connection_error(error)) throw;
      reconnect(range, error);
    }
  }
}

// Between batches, and while nothing is to be written. In short sleeps, so that whatever is said
// in the meantime is heard.
void BackfillWorker::pause() {
  const auto begin = Clock::now();
  pass_.stop.check();
  for (;;) {
    const auto left = pass_.pace().batch_delay - (Clock::now() - begin);
    if (!is_wanted() || (left <= 0ms && !pass_.paused)) break;
    const auto moment = pass_.paused ? 50ms : duration_cast<std::chrono::milliseconds>(left);
    pass_.stop.sleep(std::clamp<std::chrono::milliseconds>(moment, 1ms, 50ms));
  }
  adopt(pass_.pace());
}

void BackfillWorker::adopt(const Pace& pace) {
  if (pace == pace_) return;
  pace_ = pace;
  if (pace.batch_size)
    size_ = BatchSize(*pace.batch_size, pass_.size.rows_per_page);
  else
    size_.aim_at(pace.batch_time);
}

// A client that waits for one of our rows looks for a deadlock after deadlock_timeout, and would
// lose it. So the whole batch is over before, and its rows are free.
std::chrono::milliseconds BackfillWorker::batch_timeout() const {
  const std::chrono::milliseconds limit = options_.deadlock_timeout;
  return pace_.batch_time < limit ? limit * 8 / 10 : 2 * pace_.batch_time;
}

// What was in the way of locks is tried page by page in the end, and no room is left in a page.
void BackfillWorker::begin_stretch(PageRange& range) const {
  const int shares = range.deferrals > 0 ? 1 : shares_.count();
  const int parts = BatchShares::parts(shares, pass_.workers_wanted);
  long long pages = parts * std::min(size_.pages() * shares, BatchSize::kMostPages);
  if (range.most_pages > 0) pages = std::min(pages, range.most_pages);
  range.stretch = {
      .end = std::min(range.next + pages, range.end), .shares = shares, .parts = parts};
}

void BackfillWorker::end_batch(PageRange& range) {
  const long long before = pages_told(range);
  ++range.stretch.batch;
  pass_.pages_done += pages_told(range) - before;
  if (range.stretch.batch < range.stretch.batches()) return;
  shares_.end_stretch();
  range.next = range.stretch.end;
  range.most_pages *= 2;
  range.stretch = {};
}

// One batch at the front of the range. `false`: others have its rows locked, and the range was put
// back.
bool BackfillWorker::fill_batch(PageRange& range) {
  if (range.stretch.end == 0) begin_stretch(range);
  const int shares = range.stretch.shares;
  const long long pages = end_of_batch(range) - begin_of_batch(range);
  const auto begin = Clock::now();
  std::chrono::microseconds writing{0};
  try {
    writing = write_batch(range);
  } catch (const Error& error) {
    const bool gives_way = is_lock_conflict(error) || is_out_of_time(error);
    if (error.kind() == ErrorKind::failed && !is_connection_error(error) && !gives_way)
      throw about_rows(error, pass_.step, range);
    if (!gives_way) throw;
    if (is_out_of_time(error)) size_.record(pages, time_allowed(range), shares);
    defer(range);
    return false;
  }
  const auto took = duration_cast<std::chrono::microseconds>(Clock::now() - begin);
  size_.record(pages, took, shares, took - writing);
  end_batch(range);
  return true;
}

// More only where not even a single page can be filled in that time.
std::chrono::milliseconds BackfillWorker::time_allowed(const PageRange& range) const {
  const bool is_one_page = end_of_batch(range) - begin_of_batch(range) <= 1;
  const int doublings = !is_one_page ? 0 : std::min(range.deferrals, 20);
  return batch_timeout() * (1 << doublings);
}

// The server counts in a transaction what it does in it ("The Cumulative Statistics System",
// monitoring-stats), from some point before. Returns how long the rows took alone.
std::chrono::microseconds BackfillWorker::write_batch(const PageRange& range) {
  const auto& stretch = range.stretch;
  const Sql stayed = sql("SELECT pg_catalog.pg_stat_get_xact_tuples_hot_updated({}::regclass)",
                         Literal{pass_.work.table.quoted()});
  long long rows = 0;
  long long in_place = 0;
  std::chrono::microseconds writing{0};
  session_->transaction([&] {
    const long long timeout = time_allowed(range).count();
    const pg::Rows before = session_->query(
        sql("{}; SET LOCAL statement_timeout = {}; {}", options_.search_path, timeout, stayed)
            .text());
    const auto begin = Clock::now();
    rows = session_
               ->query(pass_.work.update.sql.text(),
                       {first_tid(begin_of_batch(range)), first_tid(end_of_batch(range)),
                        std::to_string(BatchShares::mask(stretch.shares)),
                        std::to_string(stretch.share())})
               .affected;
    writing = duration_cast<std::chrono::microseconds>(Clock::now() - begin);
    const bool is_last = stretch.batch + 1 == stretch.batches();
    const Sql advance =
        pass_.record.advance(pass_.number, range, is_last ? stretch.end : range.next, rows);
    const pg::Rows after =
        session_->query(sql("SET LOCAL search_path = pg_catalog; {}; {}", advance, stayed).text());
    in_place = std::stoll(after.value()) - std::stoll(before.value());
  });
  pass_.rows_written += rows;
  shares_.record(range.stretch.share(), rows, in_place);
  return writing;
}

// The batch is to be tried again later, in halves of its pages, so that at last only the pages with
// locked rows are left; what is behind it can be filled now. We never wait long for a row: we hold
// those of the batch, and would be the other half of a deadlock.
void BackfillWorker::defer(const PageRange& range) {
  const auto now = Clock::now();
  const long long end = range.stretch.end;
  pass_.pages_done -= pages_told(range);
  PageRange blocked = range;
  blocked.end = end;
  blocked.stretch = {};
  blocked.most_pages = std::max(1LL, (end - range.next) / 2);
  if (blocked.deferrals++ == 0) blocked.first_deferred = now;
  // While it paused, nobody tried.
  const auto tried_since = std::max(blocked.first_deferred, pass_.goes_on_since.load());
  const auto waited = duration_cast<std::chrono::milliseconds>(now - tried_since);
  if (waited >= options_.give_up_after)
    throw lock_unavailable(pass_.step.title, waited, pass_.blockers(*session_));
  blocked.not_before = now + Pauses::after(blocked.deferrals - 1);
  ++pass_.deferrals;
  if (end == range.end) {
    pass_.queue.put_back(blocked);
    return;
  }
  PageRange behind = range;
  behind.next = end;
  behind.stretch = {};
  put_rest_back(range, {blocked, behind});
}

void BackfillWorker::put_rest_back(const PageRange& range, const std::vector<PageRange>& rest) {
  std::vector<PageRange> numbered = rest;
  for (PageRange& each : numbered) each.segment = pass_.next_segment++;
  const Sql split = pass_.record.split(pass_.number, range, numbered);
  try {
    session_->transaction([&] { session_->query(split.text()); });
  } catch (const pg::CommitInDoubt&) {
    connect();
    session_->transaction([&] { session_->query(split.text()); });
  }
  for (const PageRange& each : numbered) pass_.queue.put_back(each);
}

// Whether the last batch was committed is in the record.
void BackfillWorker::reconnect(PageRange& range, const Error& error) {
  if (++connections_lost_ > kMostLostConnections) throw error;
  pass_.stop.sleep(200ms);
  connect();
  const long long next = pass_.record.next_page(*session_, pass_.number, range.segment);
  if (next == range.next) return;
  pass_.pages_done += next - range.next - pages_told(range);
  range.next = next;
  range.stretch = {};
}

}  // namespace zdm::run
