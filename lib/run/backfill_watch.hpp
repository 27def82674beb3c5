#pragma once

#include <string>
#include <vector>

#include "run/backfill_options.hpp"
#include "run/backfill_pass.hpp"
#include "run/backfill_rate.hpp"
#include "run/backfill_settings.hpp"
#include "run/run_context.hpp"

namespace zdm::run {

// What the main thread does while the workers of a pass fill: it hears what is said from other
// terminals, looks whether replicas, the archiver and clients keep up, has the workers pause where
// they do not, and tells how far it has come and why it pauses. It alone talks to Progress.
class BackfillWatch {
 public:
  // The context's session is used, and the pass steered, as long as it lives.
  BackfillWatch(RunContext& context, BackfillPass& pass, int default_workers);

  // To be called about ten times a second, the first time before any worker begins. Settings are
  // heard within a third of a second; servers and clients are looked at once a second.
  void look();

  // How many are to be at work now.
  int workers() const { return options_.workers.value_or(default_workers_); }

  // How far it has come at last.
  void finish();

 private:
  using Clock = BackfillPass::Clock;

  // Each a clause, empty if it is no reason.
  struct Reasons {
    std::string hand;
    std::string replica;
    std::string archiver;
    std::string clients;

    std::string text() const;
    std::vector<bool> kinds() const;
  };

  void hear();
  void look_at_server();
  void look_at_locks();
  void decide();
  BackfillState state();
  void tell(const BackfillState& state);
  void store(const BackfillState& state);

  RunContext& context_;
  BackfillPass& pass_;
  int default_workers_;
  BackfillSettingsRecord settings_;
  BackfillOptions options_;
  Reasons reasons_;
  std::vector<bool> kinds_told_;
  BackfillRate rate_;
  BackfillState told_;
  bool anything_told_ = false;
  int deferrals_told_ = 0;
  Clock::time_point next_hearing_{};
  Clock::time_point next_look_{};
  Clock::time_point next_report_{};
};

}  // namespace zdm::run
