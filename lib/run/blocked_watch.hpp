#pragma once

#include <condition_variable>
#include <exception>
#include <mutex>
#include <string>
#include <thread>

#include "plan/step.hpp"
#include "run/run_context.hpp"

namespace zdm::run {

// Whether a statement is ended for those who wait for a lock that it holds.
enum class ForOthers { gives_way, goes_on };

// While it lives, the session of `context` runs a long statement.
//
// Some wait by their nature for as long as others take: CREATE INDEX CONCURRENTLY waits for every
// transaction that is older than itself. Tells who is waited for, and ends the statement (SQLSTATE
// 57014) when that has been so without a break for LockPatience::attempts_for.
//
// All hold a lock that keeps out who changes the table's definition. Behind such a one every client
// queues; and if it has a snapshot, as nearly all have, CREATE INDEX CONCURRENTLY comes to wait for
// it in turn, and the server ends one of the two. So the statement is ended first: when somebody
// has waited for it for the lock timeout, or for half of deadlock_timeout where that is less.
class BlockedWatch {
 public:
  BlockedWatch(RunContext& context, const Step& step, ForOthers for_others);
  BlockedWatch(const BlockedWatch&) = delete;
  BlockedWatch& operator=(const BlockedWatch&) = delete;
  ~BlockedWatch();

  // Ends the watch.
  void stop();
  // Ends it, and throws why it has ended the statement if `error` is what came of that.
  void stop_and_explain(const Error& error);

 private:
  void watch();
  bool look(pg::Session& session);
  bool gives_way(pg::Session& session);
  bool look_for_blockers(pg::Session& session);
  void end_statement(pg::Session& session, std::exception_ptr why);
  bool sleep(std::chrono::milliseconds pause);

  RunContext& context_;
  const Step& step_;
  ForOthers for_others_;
  int pid_;
  std::chrono::milliseconds others_may_wait_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopped_ = false;
  int looks_ = 0;
  std::chrono::steady_clock::time_point waits_since_;
  std::chrono::steady_clock::time_point next_tale_;
  std::exception_ptr why_;  // has the watch ended the statement
  std::thread thread_;
};

// Runs a long statement on the session of `context` under such a watch. Throws GaveWay if it has
// given way.
pg::Rows query_watched(RunContext& context, const Step& step, const std::string& sql,
                       ForOthers for_others);

}  // namespace zdm::run
