#pragma once

#include "run/progress.hpp"

namespace zdm::harness {

class SilentProgress : public run::Progress {
 public:
  void step_begins(const Step&) override {}
  void step_done(const Step&, std::chrono::milliseconds) override {}
  void statement_done(const std::string&, std::chrono::milliseconds) override {}
  void waits_for_lock(const std::string&, int, std::chrono::milliseconds,
                      const std::vector<run::Blocker>&) override {}
  void backfilled(const run::BackfillState&) override {}
  void undoing(const Step&) override {}
  void note(const std::string&) override {}
};

}  // namespace zdm::harness
