// zdm_cases [--update] [--filter SUBSTRING] [--jobs N] [FILE|FOLDER…]
//
// Runs the case files below the folders (tests/cases, if none is given), each through all checks,
// and ends with "N passed, N failed".

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <mutex>
#include <thread>

#include "harness/case_run.hpp"

namespace zdm::harness {
namespace {

namespace fs = std::filesystem;

struct Arguments {
  Expectations::Mode mode = Expectations::Mode::compare;
  std::string filter;
  unsigned jobs = std::clamp(std::thread::hardware_concurrency(), 2U, 4U);
  std::vector<fs::path> places;
};

[[noreturn]] void fail_usage(std::string_view what) {
  fmt::print(stderr,
             "zdm_cases: {}\n"
             "zdm_cases [--update] [--filter SUBSTRING] [--jobs N] [FILE|FOLDER…]\n",
             what);
  std::exit(2);
}

Arguments parse(int count, char** values) {
  Arguments arguments;
  const auto next = [&](int& i) -> std::string {
    if (++i >= count) fail_usage(fmt::format("{} takes a value", values[i - 1]));
    return values[i];
  };
  for (int i = 1; i < count; ++i) {
    const std::string_view word = values[i];
    if (word == "--update")
      arguments.mode = Expectations::Mode::update;
    else if (word == "--filter")
      arguments.filter = next(i);
    else if (word == "--jobs")
      arguments.jobs = static_cast<unsigned>(std::clamp(std::atoi(next(i).c_str()), 1, 64));
    else if (word.starts_with("-"))
      fail_usage(fmt::format("unknown option {}", word));
    else
      arguments.places.emplace_back(word);
  }
  if (arguments.places.empty()) arguments.places.emplace_back("tests/cases");
  return arguments;
}

std::vector<fs::path> case_files(const Arguments& arguments) {
  std::vector<fs::path> files;
  const auto add = [&](const fs::path& file) {
    if (file.extension() == ".case" && file.string().find(arguments.filter) != std::string::npos)
      files.push_back(file);
  };
  for (const fs::path& place : arguments.places) {
    if (!fs::exists(place)) fail_usage(place.string() + " does not exist");
    if (!fs::is_directory(place))
      add(place);
    else
      for (const auto& entry : fs::recursive_directory_iterator(place)) add(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// Prints each case as it ends.
class Tally {
 public:
  void add(const CaseResult& result) {
    const std::lock_guard lock(mutex_);
    const bool good = result.failures.empty();
    ++(result.skipped ? skipped_ : good ? passed_ : failed_);
    fmt::print("{} {}\n", result.skipped ? "skip" : good ? "ok  " : "FAIL", result.path);
    for (const Failure& failure : result.failures) fmt::print("{}\n", to_text(failure));
    std::fflush(stdout);
  }

  int conclude() const {
    if (skipped_ > 0) fmt::print("{} are not for this server\n", skipped_);
    fmt::print("{} passed, {} failed\n", passed_, failed_);
    return failed_ == 0 && passed_ > 0 ? 0 : 1;
  }

 private:
  std::mutex mutex_;
  int passed_ = 0;
  int failed_ = 0;
  int skipped_ = 0;
};

int run(const Arguments& arguments) {
  const std::vector<fs::path> files = case_files(arguments);
  if (files.empty()) fail_usage("there is no such case");
  Server server;
  Tally tally;
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < files.size(); i = next++)
      tally.add(run_case(files[i], server, arguments.mode));
  };
  std::vector<std::thread> workers;
  for (std::size_t i = 0; i < std::min<std::size_t>(arguments.jobs, files.size()); ++i)
    workers.emplace_back(work);
  for (std::thread& worker : workers) worker.join();
  return tally.conclude();
}

}  // namespace
}  // namespace zdm::harness

int main(int count, char** values) {
  try {
    return zdm::harness::run(zdm::harness::parse(count, values));
  } catch (const std::exception& error) {
    fmt::print(stderr, "zdm_cases: {}\n", error.what());
    return 1;
  }
}
