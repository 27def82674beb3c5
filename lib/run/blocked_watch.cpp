#include "run/blocked_watch.hpp"

#include <algorithm>

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
constexpr milliseconds kFirstLook{500};
constexpr int kPausesSkipped = 5;  // begin with about a second

}  // namespace

BlockedWatch::BlockedWatch(RunContext& context, const Step& step)
    : context_(context), step_(step), pid_(context.session->backend_pid()) {
  thread_ = std::thread([this] { watch(); });
}

BlockedWatch::~BlockedWatch() { stop(); }

std::optional<Error> BlockedWatch::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
  return error_;
}

// Without a connection for it nobody is told; the statement itself goes on.
void BlockedWatch::watch() {
  if (!sleep(std::min(kFirstLook, context_.options.lock.attempts_for))) return;
  try {
    // As the user who has logged in, not as the role: only that user may cancel its statements.
    pg::Target target = context_.options.target;
    target.role.reset();
    pg::Session session(target);
    waits_since_ = Clock::now();
    while (look(session)) continue;
  } catch (const Error& error) {
    context_.progress.note(std::string("cannot see who blocks: ") + error.what());
  }
}

// False when the watch is over.
bool BlockedWatch::look(pg::Session& session) {
  const std::vector<Blocker> blockers = who_blocks(session, pid_);
  const auto now = Clock::now();
  if (blockers.empty()) waits_since_ = now;
  const auto waited = duration_cast<milliseconds>(now - waits_since_);
  const milliseconds patience = context_.options.lock.attempts_for;
  if (!blockers.empty() && waited >= patience) {
    const Error late = lock_unavailable(step_, waited, blockers);
    // Not the code of a lock timeout, after which it would be tried again.
    error_.emplace(late.kind(), late.what(), late.hint(), "57014");
    session.query("SELECT pg_catalog.pg_cancel_backend($1)", {std::to_string(pid_)});
    return false;
  }
  const milliseconds pause = Pauses::after(kPausesSkipped + looks_);
  const milliseconds until_next =
      blockers.empty() ? pause : std::max(1ms, std::min(pause, patience - waited));
  if (!blockers.empty()) context_.progress.waits_for_lock(step_, ++looks_, until_next, blockers);
  return sleep(until_next);
}

// False once stop() was called.
bool BlockedWatch::sleep(milliseconds pause) {
  std::unique_lock lock(mutex_);
  return !changed_.wait_for(lock, pause, [this] { return stopped_; });
}

}  // namespace zdm::run
