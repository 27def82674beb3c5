#include <iterator>

#include "property/trial.hpp"

namespace zdm::property {
namespace {

constexpr int kMostAttempts = 150;

class Shrinking {
 public:
  Shrinking(Trial trial, const Outcome& failure, harness::Server& server, const std::string& name)
      : trial_(std::move(trial)), failure_(failure), server_(server), name_(name) {}

  Trial run() {
    for (std::size_t size = 0; size != parts();) {
      size = parts();
      try_without(&Trial::steps);
      try_without(&Trial::at_the_end);
      try_without(&Trial::by_new_clients);
      try_without(&Trial::by_old_clients);
      try_without(&Trial::before_start);
      try_without(&Trial::definitions);
      try_without(&Trial::rows);
    }
    return std::move(trial_);
  }

 private:
  std::size_t parts() const {
    return trial_.steps.size() + trial_.at_the_end.size() + trial_.by_new_clients.size() +
           trial_.by_old_clients.size() + trial_.before_start.size() + trial_.definitions.size() +
           trial_.rows.size();
  }

  // All of them at once, or else each by itself, from the last.
  template <typename Part>
  void try_without(std::vector<Part> Trial::*parts) {
    Trial without = trial_;
    (without.*parts).clear();
    if ((trial_.*parts).empty() || is_enough(without)) return;
    for (std::size_t i = (trial_.*parts).size(); i-- > 0;) {
      without = trial_;
      auto& rest = without.*parts;
      rest.erase(std::next(rest.begin(), static_cast<std::ptrdiff_t>(i)));
      is_enough(without);
    }
  }

  // Fails in the same way: then it takes the place of what was there.
  bool is_enough(const Trial& candidate) {
    if (attempts_ >= kMostAttempts) return false;
    ++attempts_;
    const Outcome outcome = run_trial(candidate, server_, name_);
    if (outcome.verdict != Verdict::failed || outcome.what != failure_.what) return false;
    trial_ = candidate;
    return true;
  }

  Trial trial_;
  const Outcome& failure_;
  harness::Server& server_;
  std::string name_;
  std::size_t attempts_ = 0;
};

}  // namespace

Trial shrunk(Trial trial, const Outcome& failure, harness::Server& server,
             const std::string& name) {
  return Shrinking(std::move(trial), failure, server, name).run();
}

}  // namespace zdm::property
