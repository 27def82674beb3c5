#include "signals.hpp"

#include <pthread.h>
#include <unistd.h>

#include "exit_code.hpp"

namespace zdm::cli {
namespace {

bool is_ignored(int signal) {
  struct sigaction action {};
  return ::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

}  // namespace

BlockedSignals::BlockedSignals() {
  ::sigemptyset(&blocked_);
  ::sigaddset(&blocked_, SIGINT);
  ::sigaddset(&blocked_, SIGTERM);
  // Under nohup it is ignored, and stays so. A blocked signal would be delivered all the same.
  if (!is_ignored(SIGHUP)) ::sigaddset(&blocked_, SIGHUP);
  ::pthread_sigmask(SIG_BLOCK, &blocked_, &before_);
}

BlockedSignals::~BlockedSignals() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

SignalThread::SignalThread(const BlockedSignals& signals, std::function<void()> stop)
    : stop_(std::move(stop)), thread_([this, set = signals.set()] { take_signals(set); }) {}

// A signal to the thread itself wakes it; it is blocked there, so it does nothing else.
SignalThread::~SignalThread() {
  over_ = true;
  ::pthread_kill(thread_.native_handle(), SIGTERM);
  thread_.join();
}

void SignalThread::take_signals(sigset_t signals) const {
  bool asked = false;
  while (true) {
    int signal = 0;
    ::sigwait(&signals, &signal);
    if (over_) return;
    if (asked) ::_exit(exit_code(ErrorKind::interrupted));
    asked = true;
    stop_();
  }
}

}  // namespace zdm::cli
