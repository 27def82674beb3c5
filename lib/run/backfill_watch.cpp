#include "run/backfill_watch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "run/backfill_states.hpp"
#include "run/duration_text.hpp"
#include "run/lock_waiters.hpp"
#include "run/pauses.hpp"
#include "run/replica_lag.hpp"

namespace zdm::run {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr milliseconds kBetweenHearings{300};
constexpr milliseconds kBetweenLooks{1000};

long long wal_position(pg::Session& session) {
  return std::stoll(
      session.query("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint").value());
}

// One that has paused goes on when half of it is made up for, so that it does not stop and go.
milliseconds bound(milliseconds most, const std::string& reason) {
  return reason.empty() ? most : most / 2;
}

std::string by_hand(const BackfillSettings& settings) {
  if (!settings.is_paused()) return {};
  return fmt::format("{} has paused it at {}; zdm backfill resume goes on", settings.paused_by,
                     settings.paused_at);
}

std::string with_option(const std::string& clause, const char* option, milliseconds most) {
  if (clause.empty()) return {};
  return fmt::format("{} ({} is {})", clause, option, duration_text(most));
}

}  // namespace

std::string BackfillWatch::Reasons::text() const {
  std::string text;
  for (const std::string* reason : {&hand, &replica, &archiver, &clients})
    if (!reason->empty()) text += (text.empty() ? "" : "; ") + *reason;
  return text;
}

std::vector<bool> BackfillWatch::Reasons::kinds() const {
  return {!hand.empty(), !replica.empty(), !archiver.empty(), !clients.empty()};
}

BackfillWatch::BackfillWatch(RunContext& context, BackfillPass& pass, int default_workers)
    : context_(context),
      pass_(pass),
      default_workers_(default_workers),
      settings_(context.journal.state_schema(), context.journal.migration_id()),
      options_(context.options.backfill),
      kinds_told_(reasons_.kinds()) {}

void BackfillWatch::look() {
  const auto now = Clock::now();
  if (now >= next_hearing_) {
    next_hearing_ = now + kBetweenHearings;
    hear();
  }
  if (now >= next_look_) {
    next_look_ = now + kBetweenLooks;
    look_at_server();
    look_at_locks();
  }
  decide();
  rate_.record(now, pass_.rows_written, pass_.pages_done);
  tell(state());
}

void BackfillWatch::finish() {
  rate_.record(Clock::now(), pass_.rows_written, pass_.pages_done);
  tell(state());
}

void BackfillWatch::hear() {
  const BackfillSettings settings = settings_.read(*context_.session);
  options_ = tuned(context_.options.backfill, settings.tuning);
  reasons_.hand = by_hand(settings);
  pass_.set_pace({.batch_time = options_.batch_time,
                  .batch_size = options_.batch_size,
                  .batch_delay = options_.batch_delay});
}

void BackfillWatch::look_at_server() {
  pg::Session& session = *context_.session;
  ServerLag& lag = context_.server_lag;
  lag.log.add(Clock::now(), wal_position(session));
  const milliseconds replica_lag = options_.max_replica_lag;
  reasons_.replica =
      with_option(lagging_replica(session, lag.log, bound(replica_lag, reasons_.replica)),
                  "--max-replica-lag", replica_lag);
  const milliseconds archive_lag = options_.max_archive_lag;
  reasons_.archiver =
      with_option(lag.archive.behind(session, lag.log, bound(archive_lag, reasons_.archiver)),
                  "--max-archive-lag", archive_lag);
  const int waiters = lock_waiters(session, pass_.work.table, pass_.worker_pids());
  reasons_.clients = waiters <= options_.max_lock_waiters
                         ? std::string()
                         : fmt::format(
                               "{} sessions wait for locks of the table "
                               "(--max-lock-waiters is {})",
                               waiters, options_.max_lock_waiters);
  if (const std::string why = pass_.take_refused(); !why.empty())
    context_.progress.note(
        fmt::format("{}: goes on with fewer workers: {}", pass_.step.title, why));
}

void BackfillWatch::look_at_locks() {
  const int deferrals = pass_.deferrals;
  if (deferrals == deferrals_told_) return;
  deferrals_told_ = deferrals;
  context_.progress.waits_for_lock(pass_.step.title, deferrals, Pauses::after(0),
                                   pass_.blockers(*context_.session));
}

void BackfillWatch::decide() {
  const std::string why = reasons_.text();
  if (why.empty() && pass_.paused) pass_.goes_on_since = Clock::now();
  pass_.paused = !why.empty();
  if (reasons_.kinds() == kinds_told_) return;
  kinds_told_ = reasons_.kinds();
  context_.progress.note(
      fmt::format("{}: {}", pass_.step.title, why.empty() ? "goes on" : "pauses, since " + why));
}

BackfillState BackfillWatch::state() {
  BackfillState state{.table = pass_.work.table,
                      .pages_done = pass_.pages_done,
                      .pages = pass_.pages,
                      .rows_written = pass_.rows_written,
                      .pause = reasons_.text()};
  state.rows_left = rows_left(state, pass_.size.rows_per_page);
  if (!state.pause.empty()) return state;
  state.rows_per_second = rate_.rows_per_second();
  const long long pages_left = state.pages - state.pages_done;
  if (const double pages = rate_.pages_per_second(); pages > 0)
    state.time_left = milliseconds(std::llround(1000 * static_cast<double>(pages_left) / pages));
  return state;
}

void BackfillWatch::tell(const BackfillState& state) {
  const bool is_news =
      !anything_told_ || state.pages_done != told_.pages_done || state.pause != told_.pause;
  const bool is_due = Clock::now() >= next_report_;
  if (is_due || (is_news && state.pause.empty() != told_.pause.empty())) store(state);
  if (!is_news) return;
  anything_told_ = true;
  told_ = state;
  context_.progress.backfilled(state);
}

void BackfillWatch::store(const BackfillState& state) {
  next_report_ = Clock::now() + kBetweenLooks;
  context_.session->query(
      report_backfill(context_.journal, pass_.step.id, context_.session->backend_pid(), state)
          .text());
}

}  // namespace zdm::run
