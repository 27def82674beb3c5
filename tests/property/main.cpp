// zdm_property [--seeds A-B | --seed N] [--jobs N] [--verbose] [--no-shrink]
//
// Random migrations of random tables with clients of both versions writing, each held against plain
// DDL on an equal database. Ends with "N passed, N failed"; prints a failure as a case file.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <mutex>
#include <string_view>
#include <thread>
#include <vector>

#include "property/trial.hpp"

namespace zdm::property {
namespace {

constexpr std::uint64_t kSeeds = 500;
constexpr int kMostRefused = 15;  // in a hundred
constexpr int kMostShrunk = 3;    // failures that are made smaller, in one run

struct Arguments {
  std::uint64_t first = 1;
  std::uint64_t last = kSeeds;
  unsigned jobs = std::clamp(std::thread::hardware_concurrency(), 2U, 4U);
  bool verbose = false;
  bool shrink = true;
};

[[noreturn]] void fail_usage(std::string_view what) {
  fmt::print(stderr,
             "zdm_property: {}\n"
             "zdm_property [--seeds A-B | --seed N] [--jobs N] [--verbose] [--no-shrink]\n",
             what);
  std::exit(2);
}

void read_seeds(Arguments& arguments, const std::string& text) {
  const std::size_t dash = text.find('-');
  arguments.first = std::strtoull(text.c_str(), nullptr, 10);
  arguments.last = dash == std::string::npos ? arguments.first
                                             : std::strtoull(text.c_str() + dash + 1, nullptr, 10);
  if (arguments.first == 0 || arguments.last < arguments.first)
    fail_usage("seeds are numbers from 1 on: --seeds 1-500");
}

Arguments parse(int count, char** values) {
  Arguments arguments;
  for (int i = 1; i < count; ++i) {
    const std::string word = values[i];
    const auto next = [&]() -> std::string {
      if (++i >= count) fail_usage(word + " takes a value");
      return values[i];
    };
    if (word == "--seeds" || word == "--seed")
      read_seeds(arguments, next());
    else if (word == "--jobs")
      arguments.jobs = static_cast<unsigned>(std::clamp(std::atoi(next().c_str()), 1, 64));
    else if (word == "--verbose")
      arguments.verbose = true;
    else if (word == "--no-shrink")
      arguments.shrink = false;
    else
      fail_usage("unknown option " + word);
  }
  return arguments;
}

class Tally {
 public:
  explicit Tally(const Arguments& arguments) : arguments_(arguments) {}

  // Is it one of the first failures?
  bool add(const Trial& trial, const Outcome& outcome) {
    const std::lock_guard lock(mutex_);
    if (arguments_.verbose)
      fmt::print("{}\n# {}\n{}\n", as_case(trial, outcome),
                 outcome.verdict == Verdict::good ? "as it should be" : outcome.what,
                 outcome.detail);
    for (const Step& step : trial.steps) ++operations_[step.operation.begin().key()];
    if (outcome.verdict == Verdict::refused) ++refused_[outcome.what];
    ++(outcome.verdict == Verdict::good      ? passed_
       : outcome.verdict == Verdict::refused ? refused_count_
                                             : failed_);
    return outcome.verdict == Verdict::failed && failed_ <= kMostShrunk;
  }

  void print(const Trial& trial, const Outcome& outcome) {
    const std::lock_guard lock(mutex_);
    fmt::print("FAIL seed {}: {}\n{}\n", trial.seed, outcome.what, outcome.detail);
    if (!arguments_.verbose) fmt::print("{}\n", as_case(trial, outcome));
    std::fflush(stdout);
  }

  void print_short(const Trial& trial, const Outcome& outcome) {
    const std::lock_guard lock(mutex_);
    fmt::print("FAIL seed {}: {}\n{}\n", trial.seed, outcome.what, outcome.detail.substr(0, 600));
    std::fflush(stdout);
  }

  int conclude() {
    for (const auto& [kind, count] : operations_) fmt::print("{} {}\n", count, kind);
    const int all = passed_ + refused_count_ + failed_;
    fmt::print("{} of {} were refused when planning, and changed nothing\n", refused_count_, all);
    for (const auto& [codes, count] : refused_) fmt::print("  {} {}\n", count, codes);
    if (all >= 100 && refused_count_ * 100 > all * kMostRefused) {
      fmt::print("FAIL more than {} in a hundred are refused\n", kMostRefused);
      ++failed_;
    }
    fmt::print("{} passed, {} failed\n", passed_ + refused_count_, failed_);
    return failed_ == 0 ? 0 : 1;
  }

 private:
  const Arguments& arguments_;
  std::mutex mutex_;
  std::map<std::string, int> operations_;
  std::map<std::string, int> refused_;
  int passed_ = 0;
  int refused_count_ = 0;
  int failed_ = 0;
};

int run(const Arguments& arguments) {
  const sandbox::Cluster cluster = harness::Server::start_cluster();
  Tally tally(arguments);
  std::atomic<std::uint64_t> next = arguments.first;
  const auto work = [&] {
    harness::Server server(cluster);
    for (std::uint64_t seed = next++; seed <= arguments.last; seed = next++) {
      const std::string name = fmt::format("seed_{}", seed);
      const Trial trial = make_trial(seed);
      const Outcome outcome = run_trial(trial, server, name);
      const bool is_first = tally.add(trial, outcome);
      if (outcome.verdict != Verdict::failed) continue;
      if (!is_first || !arguments.shrink) {
        tally.print_short(trial, outcome);
        continue;
      }
      const Trial small = shrunk(trial, outcome, server, name);
      tally.print(small, run_trial(small, server, name));
    }
  };
  std::vector<std::thread> workers;
  for (unsigned i = 0; i < arguments.jobs; ++i) workers.emplace_back(work);
  for (std::thread& worker : workers) worker.join();
  return tally.conclude();
}

}  // namespace
}  // namespace zdm::property

int main(int count, char** values) {
  try {
    return zdm::property::run(zdm::property::parse(count, values));
  } catch (const std::exception& error) {
    fmt::print(stderr, "zdm_property: {}\n", error.what());
    return 1;
  }
}
