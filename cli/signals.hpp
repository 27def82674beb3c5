#pragma once

#include <signal.h>

#include <atomic>
#include <functional>
#include <thread>

namespace zdm::cli {

// While it lives, SIGINT, SIGTERM and SIGHUP end neither this thread nor those that it starts: they
// wait for a SignalThread. Made before any other thread is.
class BlockedSignals {
 public:
  BlockedSignals();
  BlockedSignals(const BlockedSignals&) = delete;
  BlockedSignals& operator=(const BlockedSignals&) = delete;
  ~BlockedSignals();

  const sigset_t& set() const { return blocked_; }

 private:
  sigset_t blocked_{};
  sigset_t before_{};
};

// Takes the blocked signals on a thread of its own, where (unlike in a signal handler) everything
// may be done. Calls `stop` at the first; the second ends the process at once with exit code 6, and
// without a word, since whoever reads stderr may be what it hangs on. The server takes back what
// was not committed, and the journal knows the rest.
class SignalThread {
 public:
  SignalThread(const BlockedSignals& signals, std::function<void()> stop);
  SignalThread(const SignalThread&) = delete;
  SignalThread& operator=(const SignalThread&) = delete;
  ~SignalThread();

 private:
  void take_signals(sigset_t signals) const;

  std::function<void()> stop_;
  std::atomic<bool> over_{false};
  std::thread thread_;
};

}  // namespace zdm::cli
