#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

#include "pg/session.hpp"

namespace zdm::run {

// A request to stop, which stays once it is made. Those who work look at it between two pieces of
// work; what a watched session is running is cancelled.
class Interruption {
 public:
  Interruption() = default;
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;
  ~Interruption();

  void ask();  // from any thread
  bool asked() const;
  void check() const;                                 // throws Error(interrupted) once asked
  void sleep(std::chrono::milliseconds pause) const;  // like check(), also in the middle
  // The same without the throw; true once asked.
  bool wait(std::chrono::milliseconds pause) const;

  // While it lives, ask() cancels what the session is running.
  class Watch {
   public:
    Watch(Interruption& interruption, pg::Session& session);
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;
    ~Watch();

   private:
    Interruption& interruption_;
    pg::Session& session_;
  };

 private:
  void cancel_until_ended();

  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::set<pg::Session*> sessions_;
  bool asked_ = false;
  bool ended_ = false;
  std::thread canceller_;
};

}  // namespace zdm::run
