#pragma once

#include <chrono>
#include <memory>

#include "core/error.hpp"
#include "run/backfill_pass.hpp"
#include "run/batch_shares.hpp"

namespace zdm::run {

struct WorkerOptions {
  pg::Target target;
  Sql search_path;  // SET LOCAL search_path = …
  std::chrono::milliseconds lock_timeout{100};
  std::chrono::milliseconds deadlock_timeout{1000};
  std::chrono::milliseconds give_up_after{600000};  // on a range that stays locked
};

// Why a worker has ended.
enum class Left { nothing_to_do, not_wanted, no_connection };

// One of the sessions that fill a table, in a thread of its own. Number 0 is always wanted; the
// others are as long as their number is below BackfillPass::workers_wanted.
class BackfillWorker {
 public:
  BackfillWorker(BackfillPass& pass, WorkerOptions options, int number)
      : pass_(pass),
        options_(std::move(options)),
        number_(number),
        size_(Pace{}.batch_time),
        shares_(pass.most_shares()) {}

  // Takes ranges until none is left. When it throws, the others stop: not where a further worker
  // cannot connect, since the others get on without it.
  Left run();

 private:
  bool may_connect();
  void connect();
  bool is_wanted() const { return number_ == 0 || number_ < pass_.workers_wanted; }
  void adopt(const Pace& pace);
  std::chrono::milliseconds batch_timeout() const;
  void fill(PageRange range);
  void begin_stretch(PageRange& range) const;
  void end_batch(PageRange& range);
  bool fill_batch(PageRange& range);
  std::chrono::microseconds write_batch(const PageRange& range);
  std::chrono::milliseconds time_allowed(const PageRange& range) const;
  void defer(const PageRange& range);
  void put_rest_back(const PageRange& range, const std::vector<PageRange>& rest);
  void reconnect(PageRange& range, const Error& error);
  void pause();

  BackfillPass& pass_;
  WorkerOptions options_;
  int number_;
  Pace pace_;
  BatchSize size_;
  BatchShares shares_;
  std::unique_ptr<pg::Session> session_;
  std::unique_ptr<Interruption::Watch> watch_;  // destroyed before the session
  int connections_lost_ = 0;
};

}  // namespace zdm::run
