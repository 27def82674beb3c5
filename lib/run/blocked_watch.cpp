#include "run/blocked_watch.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "run/blockers.hpp"
#include "run/lock_patience.hpp"
#include "run/pauses.hpp"

namespace zdm::run {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using std::chrono::duration_cast;
using std::chrono::milliseconds;

// Short waits for transactions that end by themselves are no news.
constexpr milliseconds kFirstTale{500};
constexpr int kPausesSkipped = 5;  // begin with about a second
constexpr milliseconds kLongestPause{200};

// What is left of deadlock_timeout then has to do for a look and for the end of the statement.
milliseconds others_may_wait(const RunContext& context) {
  return std::min(context.options.lock.timeout, context.session.deadlock_timeout() / 2);
}

}  // namespace

BlockedWatch::BlockedWatch(RunContext& context, const Step& step, ForOthers for_others)
    : context_(context),
      step_(step),
      for_others_(for_others),
      pid_(context.session->backend_pid()),
      others_may_wait_(others_may_wait(context)),
      waits_since_(Clock::now()),
      next_tale_(waits_since_ + std::min(kFirstTale, context.options.lock.attempts_for)) {
  thread_ = std::thread([this] { watch(); });
}

BlockedWatch::~BlockedWatch() { stop(); }

void BlockedWatch::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void BlockedWatch::stop_and_explain(const Error& error) {
  stop();
  if (why_ && error.sqlstate() == "57014") std::rethrow_exception(why_);
}

// Without a connection for it nobody is told; the statement itself goes on.
void BlockedWatch::watch() {
  if (!sleep(std::min(kFirstTale, others_may_wait_))) return;
  try {
    // As the user who has logged in, not as the role: only that user may cancel its statements.
    pg::Target target = context_.options.target;
    target.role.reset();
    target.observer = nullptr;  // how often it looks is nothing that a run of the same plan repeats
    pg::Session session(target);
    waits_since_ = Clock::now();
    while (look(session)) continue;
  } catch (const Error& error) {
    context_.progress.note(std::string("cannot see who blocks: ") + error.what());
  }
}

// False when the watch is over.
bool BlockedWatch::look(pg::Session& session) {
  if (gives_way(session)) return false;
  if (Clock::now() >= next_tale_ && !look_for_blockers(session)) return false;
  const auto until_tale = duration_cast<milliseconds>(next_tale_ - Clock::now());
  const milliseconds pause =
      for_others_ == ForOthers::gives_way ? std::min(kLongestPause, others_may_wait_ / 2) : 1h;
  return sleep(std::max(1ms, std::min(pause, until_tale)));
}

// With whom it waits in a circle there is no time to lose: so this is looked for most often.
bool BlockedWatch::gives_way(pg::Session& session) {
  if (for_others_ == ForOthers::goes_on) return false;
  const std::vector<Blocker> others = kept_waiting(session, pid_, others_may_wait_);
  if (others.empty()) return false;
  const GaveWay why(step_, others);
  context_.progress.note(why.what());
  end_statement(session, std::make_exception_ptr(why));
  return true;
}

// False if it has waited for too long.
bool BlockedWatch::look_for_blockers(pg::Session& session) {
  const std::vector<Blocker> blockers = who_blocks(session, pid_);
  const auto now = Clock::now();
  if (blockers.empty()) waits_since_ = now;
  const auto waited = duration_cast<milliseconds>(now - waits_since_);
  const milliseconds patience = context_.options.lock.attempts_for;
  if (!blockers.empty() && waited >= patience) {
    const Error late = lock_unavailable(step_.title, waited, blockers);
    // Not the code of a lock timeout, after which it would be tried again.
    end_statement(session,
                  std::make_exception_ptr(Error(late.kind(), late.what(), late.hint(), "57014")));
    return false;
  }
  const milliseconds pause = Pauses::after(kPausesSkipped + looks_);
  const milliseconds until_next =
      blockers.empty() ? pause : std::max(1ms, std::min(pause, patience - waited));
  if (!blockers.empty())
    context_.progress.waits_for_lock(step_.title, ++looks_, until_next, blockers);
  next_tale_ = now + until_next;
  return true;
}

void BlockedWatch::end_statement(pg::Session& session, std::exception_ptr why) {
  why_ = std::move(why);
  session.query("SELECT pg_catalog.pg_cancel_backend($1)", {std::to_string(pid_)});
}

// False once stop() was called.
bool BlockedWatch::sleep(milliseconds pause) {
  std::unique_lock lock(mutex_);
  return !changed_.wait_for(lock, pause, [this] { return stopped_; });
}

pg::Rows query_watched(RunContext& context, const Step& step, const std::string& sql,
                       ForOthers for_others) {
  BlockedWatch watch(context, step, for_others);
  try {
    return context.session->query(sql);
  } catch (const Error& error) {
    watch.stop_and_explain(error);
    throw;
  }
}

}  // namespace zdm::run
