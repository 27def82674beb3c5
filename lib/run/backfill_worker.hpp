#pragma once

#include <chrono>
#include <memory>

#include "core/error.hpp"
#include "run/backfill_pass.hpp"

namespace zdm::run {

struct WorkerOptions {
  pg::Target target;
  Sql search_path;  // SET LOCAL search_path = …
  std::chrono::milliseconds lock_timeout{100};
  std::chrono::milliseconds batch_timeout{900};
  std::chrono::milliseconds give_up_after{600000};  // on a range that stays locked
  std::chrono::milliseconds batch_delay{0};
  BatchSize batch_size;
};

// One of the sessions that fill a table, in a thread of its own.
class BackfillWorker {
 public:
  BackfillWorker(BackfillPass& pass, WorkerOptions options)
      : pass_(pass), options_(std::move(options)), size_(options_.batch_size) {}

  // Takes ranges until none is left. When it throws, the others stop.
  void run();

 private:
  void connect();
  void fill(PageRange range);
  bool fill_batch(PageRange& range);
  long long write_batch(const PageRange& range, long long end);
  std::chrono::milliseconds time_allowed(const PageRange& range, long long end) const;
  void defer(const PageRange& range, long long end);
  void put_rest_back(const PageRange& range, const std::vector<PageRange>& rest);
  void reconnect(PageRange& range, const Error& error);
  void pause();

  BackfillPass& pass_;
  WorkerOptions options_;
  BatchSize size_;
  std::unique_ptr<pg::Session> session_;
  std::unique_ptr<Interruption::Watch> watch_;  // destroyed before the session
  int connections_lost_ = 0;
};

}  // namespace zdm::run
