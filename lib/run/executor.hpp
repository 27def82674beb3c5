#pragma once

#include <map>
#include <string>

#include "plan/plan.hpp"
#include "run/run_context.hpp"

namespace zdm::run {

// Does and undoes the steps of one plan, and keeps its journal. Every step may be asked for again
// after a crash: what is done stays done.
class Executor {
 public:
  // Reads the journal. The context outlives the executor.
  explicit Executor(RunContext& context);

  bool is_done(const Step& step) const { return state(step.id) == StepState::done; }
  bool was_touched(const Step& step) const;  // done or begun
  const std::map<std::string, StepState>& states() const { return states_; }

  // Nothing if it is done. Throws Error(wrong_state) for a step that had begun and may not be
  // repeated.
  void run(const Step& step);

  // The step that was run last, if it was not done.
  const Step* stopped_at() const { return stopped_at_; }

  // Nothing if it has not begun or is undone.
  void undo(const Step& step);

 private:
  StepState state(const std::string& id) const;  // undone if the journal has no row
  void set_state(const std::string& id, StepState state) { states_[id] = state; }

  struct Run;
  struct Undo;
  std::vector<Step> found_steps(const Step& step, const PublishAsFound& work);
  void mark(const Step& step, StepState state);

  RunContext& context_;
  const Step* stopped_at_ = nullptr;
  std::map<std::string, StepState> states_;
};

}  // namespace zdm::run
