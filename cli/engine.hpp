#pragma once

#include "console.hpp"
#include "globals.hpp"
#include "progress.hpp"
#include "run/lifecycle.hpp"
#include "signals.hpp"

namespace zdm::cli {

// What is said when a signal stops it.
enum class OnStop { tell, nothing };

// A Lifecycle as the commands use it: made from the global options, its progress shown, and stopped
// at the next safe point by SIGINT, SIGTERM and SIGHUP while this lives.
class Engine {
 public:
  Engine(const Globals& globals, Console& console, OnStop on_stop = OnStop::tell);

  run::Lifecycle* operator->() { return &lifecycle_; }
  run::Lifecycle& operator*() { return lifecycle_; }

 private:
  Console& console_;
  BlockedSignals signals_;  // before all that may start a thread
  ShownProgress progress_;
  run::Lifecycle lifecycle_;
  SignalThread signal_thread_;  // ends first
};

}  // namespace zdm::cli
