#pragma once

#include <sys/types.h>

#include <functional>
#include <optional>
#include <string>

#include "harness/crash/kill_point.hpp"
#include "run/lifecycle.hpp"
#include "sandbox/file_descriptor.hpp"

namespace zdm::harness {

using Command = std::function<void(run::Lifecycle&)>;
using IsWanted = std::function<bool(const KillPoint&)>;

// A zdm in a process of its own, which stops at the places that are wanted, to be killed there: it
// has no word in it, as when the machine fails. The caller's process has one thread.
class Victim {
 public:
  Victim(const run::Options& options, const Command& command, const IsWanted& is_wanted);
  Victim(const Victim&) = delete;
  Victim& operator=(const Victim&) = delete;
  ~Victim() { kill(); }

  struct Stop {
    KillPoint point;
    int backend = 0;
  };
  // Waits until it has stopped; none: it has come to its end. Throws if it hangs.
  std::optional<Stop> wait();
  // Lets it send the command in the middle of which it has stopped; it waits for its end after
  // that.
  void go_on();
  void kill();

  // Why it has failed by itself; empty if it has not.
  const std::string& error() const { return error_; }

 private:
  pid_t process_ = 0;
  sandbox::FileDescriptor news_;
  sandbox::FileDescriptor leash_;
  std::string unread_;
  std::string error_;
};

}  // namespace zdm::harness
