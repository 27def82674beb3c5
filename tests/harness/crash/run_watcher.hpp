#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>

#include "harness/crash/kill_point.hpp"
#include "harness/silent_progress.hpp"
#include "pg/session.hpp"

namespace zdm::harness {

// Tells of each place at which a run may end, as the run comes to it, in the thread that does; one
// at a time. `backend` is the server's process that is about to get a command, 0 between two steps.
class RunWatcher : public SilentProgress, public pg::CommandObserver {
 public:
  using Listener = std::function<void(const KillPoint&, int backend)>;
  explicit RunWatcher(Listener listener) : listener_(std::move(listener)) {}

  void step_begins(const Step& step) override;
  void step_done(const Step& step, std::chrono::milliseconds took) override;
  void undoing(const Step& step) override;
  void about_to_send(int backend_pid, std::string_view sql) override;

 private:
  void enter(const Step& step, const std::string& kind);
  void tell(Boundary boundary, int backend);

  Listener listener_;
  std::mutex mutex_;
  std::string step_ = "(beginning)";
  std::string kind_ = "before the first step";
  std::map<Boundary, int> numbers_;
  std::set<int> in_transaction_;  // backends
  bool any_step_ = false;
};

}  // namespace zdm::harness
