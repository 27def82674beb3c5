// zdm_cases [--update] [--kills none|some|all] [--share I/N] [--filter SUBSTRING] [--jobs N]
//           [FILE|FOLDER…]
//
// Runs the case files below the folders, each through all checks (with --share, what their sections
// say, and all checks for one in N of them), and ends with "N passed, N failed". Without a place:
// tests/cases, and migrations-examples as one history.

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <thread>

#include "harness/case_run.hpp"
#include "harness/examples_run.hpp"
#include "harness/worker_processes.hpp"

namespace zdm::harness {
namespace {

namespace fs = std::filesystem;

const Examples kExamples{"migrations-examples", "tests/plans", "tests/examples_rows.sql"};

struct Arguments {
  Settings settings;
  std::string filter;
  unsigned jobs = std::clamp(std::thread::hardware_concurrency(), 2U, 4U);
  std::vector<fs::path> places;
};

[[noreturn]] void fail_usage(std::string_view what) {
  fmt::print(stderr,
             "zdm_cases: {}\n"
             "zdm_cases [--update] [--kills none|some|all] [--share I/N] [--filter SUBSTRING] "
             "[--jobs N] [FILE|FOLDER…]\n",
             what);
  std::exit(2);
}

Kills kills(const std::string& word) {
  if (word == "none") return Kills::none;
  if (word == "some") return Kills::some;
  if (word == "all") return Kills::all;
  fail_usage("--kills takes none, some or all");
}

Share share(const std::string& words) {
  Share share;
  if (std::sscanf(words.c_str(), "%u/%u", &share.number, &share.of) != 2 || share.number < 1 ||
      share.number > share.of)
    fail_usage("--share takes I/N, such as 1/4");
  return share;
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
      arguments.settings.mode = Expectations::Mode::update;
    else if (word == "--kills")
      arguments.settings.kills = kills(next(i));
    else if (word == "--share")
      arguments.settings.share = share(next(i));
    else if (word == "--filter")
      arguments.filter = next(i);
    else if (word == "--jobs")
      arguments.jobs = static_cast<unsigned>(std::clamp(std::atoi(next(i).c_str()), 1, 64));
    else if (word.starts_with("-"))
      fail_usage(fmt::format("unknown option {}", word));
    else
      arguments.places.emplace_back(word);
  }
  if (arguments.places.empty()) arguments.places = {kExamples.folder, "tests/cases"};
  return arguments;
}

// The examples come first by their name, since they take the longest.
std::vector<fs::path> case_files(const Arguments& arguments) {
  std::vector<fs::path> files;
  const auto add = [&](const fs::path& file) {
    if ((file.extension() == ".case" || file == kExamples.folder) &&
        file.string().find(arguments.filter) != std::string::npos)
      files.push_back(file);
  };
  for (const fs::path& place : arguments.places) {
    if (!fs::exists(place)) fail_usage(place.string() + " does not exist");
    if (!fs::is_directory(place) || place == kExamples.folder)
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
    const bool good = result.failures.empty();
    ++(result.skipped ? skipped_ : good ? passed_ : failed_);
    fmt::print("{} {}\n", result.skipped ? "skip" : good ? "ok  " : "FAIL", result.path);
    for (const Failure& failure : result.failures) fmt::print("{}\n", to_text(failure));
    for (const auto& [kind, counts] : result.kills)
      for (const auto& [boundary, count] : counts) kills_[kind][boundary] += count;
    std::fflush(stdout);
  }

  int conclude() const {
    if (!kills_.empty()) print_kills();
    if (skipped_ > 0) fmt::print("{} are not for this server\n", skipped_);
    fmt::print("{} passed, {} failed\n", passed_, failed_);
    return failed_ == 0 && passed_ > 0 ? 0 : 1;
  }

 private:
  void print_kills() const {
    int all = 0;
    fmt::print("\n{:<36}", "zdm was killed");
    for (std::string_view boundary : kBoundaries) fmt::print("{:>16}", boundary);
    fmt::print("\n");
    for (const auto& [kind, counts] : kills_) {
      fmt::print("{:<36}", kind);
      for (std::size_t i = 0; i < kBoundaries.size(); ++i) {
        const auto count = counts.find(static_cast<Boundary>(i));
        fmt::print("{:>16}", count == counts.end() ? "-" : std::to_string(count->second));
        if (count != counts.end()) all += count->second;
      }
      fmt::print("\n");
    }
    fmt::print("{} times in all\n\n", all);
  }

  int passed_ = 0;
  int failed_ = 0;
  int skipped_ = 0;
  KillCounts kills_;
};

CaseResult died(const fs::path& file) {
  return {.path = file.string(),
          .title = {},
          .failures = {{"harness", file.string(), 1, "the process of this case has died", {}}}};
}

int run(const Arguments& arguments) {
  const std::vector<fs::path> files = case_files(arguments);
  if (files.empty()) fail_usage("there is no such case");
  const sandbox::Cluster cluster = Server::start_cluster();
  const auto open = [&]() -> Job {
    return [&, server = std::make_shared<Server>(cluster)](std::size_t i) {
      const CaseResult result = files[i] == kExamples.folder
                                    ? run_examples(kExamples, *server, arguments.settings)
                                    : run_case(files[i], *server, arguments.settings);
      return result.to_json();
    };
  };
  Tally tally;
  in_processes(files.size(), arguments.jobs, open,
               [&](std::size_t i, const std::optional<std::string>& words) {
                 tally.add(words ? CaseResult::from_json(*words) : died(files[i]));
               });
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
