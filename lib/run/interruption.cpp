#include "run/interruption.hpp"

#include "core/error.hpp"

namespace zdm::run {

using namespace std::chrono_literals;

Interruption::~Interruption() {
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  changed_.notify_all();
  if (canceller_.joinable()) canceller_.join();
}

void Interruption::ask() {
  {
    const std::lock_guard lock(mutex_);
    if (asked_) return;
    asked_ = true;
    canceller_ = std::thread([this] { cancel_until_ended(); });
  }
  changed_.notify_all();
}

// Again and again: a cancel that arrives just before a long statement begins would be lost.
void Interruption::cancel_until_ended() {
  std::unique_lock lock(mutex_);
  while (!ended_) {
    for (pg::Session* session : sessions_) session->cancel();
    changed_.wait_for(lock, 200ms, [this] { return ended_; });
  }
}

bool Interruption::asked() const {
  const std::lock_guard lock(mutex_);
  return asked_;
}

void Interruption::check() const {
  if (asked()) throw Error(ErrorKind::interrupted, "interrupted");
}

bool Interruption::wait(std::chrono::milliseconds pause) const {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, pause, [this] { return asked_; });
}

void Interruption::sleep(std::chrono::milliseconds pause) const {
  wait(pause);
  check();
}

Interruption::Watch::Watch(Interruption& interruption, pg::Session& session)
    : interruption_(interruption), session_(session) {
  const std::lock_guard lock(interruption_.mutex_);
  interruption_.sessions_.insert(&session_);
}

Interruption::Watch::~Watch() {
  const std::lock_guard lock(interruption_.mutex_);
  interruption_.sessions_.erase(&session_);
}

}  // namespace zdm::run
