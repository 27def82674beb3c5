#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "plan/step.hpp"
#include "run/run_context.hpp"

namespace zdm::run {

// While it lives, the session of `context` runs a statement that waits by its nature for as long as
// others take: CREATE INDEX CONCURRENTLY waits for every transaction that is older than itself.
// Tells who is waited for, and ends the statement (SQLSTATE 57014) when that has been so without a
// break for LockPatience::attempts_for.
class BlockedWatch {
 public:
  BlockedWatch(RunContext& context, const Step& step);
  BlockedWatch(const BlockedWatch&) = delete;
  BlockedWatch& operator=(const BlockedWatch&) = delete;
  ~BlockedWatch();

  // Ends the watch. The error to be thrown if it is the watch that has ended the statement.
  std::optional<Error> stop();

 private:
  void watch();
  bool look(pg::Session& session);
  bool sleep(std::chrono::milliseconds pause);

  RunContext& context_;
  const Step& step_;
  int pid_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopped_ = false;
  int looks_ = 0;
  std::chrono::steady_clock::time_point waits_since_;
  std::optional<Error> error_;
  std::thread thread_;
};

}  // namespace zdm::run
