#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "plan/step.hpp"
#include "run/backfill_state.hpp"

namespace zdm::run {

// A session that holds a lock which zdm waits for.
struct Blocker {
  int pid = 0;
  std::string application;
  std::string state;  // "idle in transaction", "active"
  std::chrono::seconds query_age{0};
  std::string query;  // its beginning, one line
};

// What a run tells while it goes on. The command line shows it; tests record it. Calls come from
// one thread at a time.
class Progress {
 public:
  virtual ~Progress() = default;
  virtual void step_begins(const Step& step) = 0;
  virtual void step_done(const Step& step, std::chrono::milliseconds took) = 0;
  // Is each statement told with its time? Otherwise those of one transaction may be sent together,
  // and only some are told.
  virtual bool wants_statements() const { return false; }
  virtual void statement_done(const std::string& sql, std::chrono::milliseconds took) = 0;
  // `what` waits: the title of a step, or what zdm wants to know.
  virtual void waits_for_lock(const std::string& what, int attempt, std::chrono::milliseconds pause,
                              const std::vector<Blocker>& blockers) = 0;
  // A few times a second while it changes.
  virtual void backfilled(const BackfillState& state) = 0;
  virtual void undoing(const Step& step) = 0;
  virtual void note(const std::string& text) = 0;
};

}  // namespace zdm::run
