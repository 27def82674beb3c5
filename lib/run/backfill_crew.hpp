#pragma once

#include <chrono>
#include <exception>
#include <future>
#include <optional>
#include <vector>

#include "run/backfill_pass.hpp"
#include "run/backfill_worker.hpp"

namespace zdm::run {

// The workers of one pass, each in a thread. However it is left, they have ended.
class BackfillCrew {
 public:
  // Never more than `most` at once.
  BackfillCrew(BackfillPass& pass, WorkerOptions options, std::size_t most);
  BackfillCrew(const BackfillCrew&) = delete;
  BackfillCrew& operator=(const BackfillCrew&) = delete;
  ~BackfillCrew();  // stops them, and waits

  // From now on so many are to be at work, 1 at least: starts those that are missing; the others
  // leave after their batch. One that could not connect is tried again a while later.
  void keep(int wanted);

  void stop();

  // Waits a moment; true if all have ended.
  bool wait_for(std::chrono::milliseconds moment);

  // Throws the error for which they stopped, if any.
  void finish();

 private:
  using Clock = BackfillPass::Clock;

  struct Place {
    std::future<Left> worker;  // not valid: nobody is there
    Clock::time_point not_before{};
  };
  void start(std::size_t number);
  void look_after(Place& place);

  BackfillPass& pass_;
  WorkerOptions options_;
  std::size_t most_;
  std::vector<Place> places_;
  std::exception_ptr error_;
};

}  // namespace zdm::run
