#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "console.hpp"
#include "run/progress.hpp"

namespace zdm::cli {

using Clock = std::chrono::steady_clock;
using Now = std::function<Clock::time_point()>;

// Shows a run to people: a line for each step that is done; on a terminal a live line for what goes
// on, elsewhere a line every few seconds at most.
class ShownProgress : public run::Progress {
 public:
  explicit ShownProgress(Console& console, Now now = Clock::now);

  void step_begins(const Step& step) override;
  void step_done(const Step& step, std::chrono::milliseconds took) override;
  bool wants_statements() const override { return console_.is_verbose(); }
  void statement_done(const std::string& sql, std::chrono::milliseconds took) override;
  void waits_for_lock(const std::string& what, int attempt, std::chrono::milliseconds pause,
                      const std::vector<run::Blocker>& blockers) override;
  void backfilled(const run::BackfillState& state) override;
  void undoing(const Step& step) override;
  void note(const std::string& text) override;

 private:
  // Where there is no live line: is it time for another line after that one?
  bool is_due(Clock::time_point& last_line) const;

  Console& console_;
  Now now_;
  Clock::time_point last_wait_line_;
  Clock::time_point last_backfill_line_;
};

}  // namespace zdm::cli
