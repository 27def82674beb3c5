// zdm_load [--filter SUBSTRING]: clients of both versions at work on tables under
// migration. No statement of theirs may fail, and none may wait for a lock behind zdm for longer
// than the lock timeout, by the server's own log. Ends with "N passed, N failed".
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <set>
#include <string>
#include <string_view>

#include "load/lock_waits.hpp"
#include "load/play.hpp"
#include "operations/all.hpp"

namespace zdm::load {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

const std::map<std::string, std::string> kSettings{{"log_lock_waits", "on"},
                                                   {"log_disconnections", "on"},
                                                   {"log_line_prefix", kLogPrefix},
                                                   {"deadlock_timeout", kDeadlockTimeout}};

class Run {
 public:
  explicit Run(std::string filter)
      : filter_(std::move(filter)),
        cluster_(harness::Server::start_cluster(kSettings)),
        server_(cluster_),
        log_(cluster_.log_file()) {
    // COPY … TO a file of the server's is what a client can do without psql.
    server_.run("GRANT pg_write_server_files TO app_writer");
  }

  void one(const std::string& name, const std::function<Outcome()>& work) {
    if (name.find(filter_) == std::string::npos) return;
    Outcome outcome = work();
    log_waits(outcome);
    const bool good = outcome.failures.empty();
    ++(good ? passed_ : failed_);
    fmt::print("{} {}\n     {}\n", good ? "ok  " : "FAIL", name, outcome.latencies.to_text());
    for (const std::string& failure : outcome.failures) fmt::print("     {}\n", failure);
    std::fflush(stdout);
    all_.add(outcome.latencies);
  }

  int major_version() const { return server_.major_version(); }
  harness::Server& server() { return server_; }

  int conclude() const {
    fmt::print("all: {}\n", all_.to_text());
    fmt::print(
        "{} waits of clients behind zdm were {} or more; the longest {} ms for a table, {} "
        "ms for a row\n",
        waits_, kDeadlockTimeout, longest_for_table_.count(), longest_for_row_.count());
    fmt::print("{} passed, {} failed\n", passed_, failed_);
    return failed_ == 0 && passed_ > 0 ? 0 : 1;
  }

 private:
  void log_waits(Outcome& outcome) {
    LockWaits waits;
    waits.read(log_);
    for (const LockWait& wait : waits.behind_zdm()) {
      ++waits_;
      milliseconds& longest = wait.for_row ? longest_for_row_ : longest_for_table_;
      longest = std::max(longest, wait.waited);
      if (wait.waited > kLockTimeout + kAllowance)
        outcome.failures.push_back(
            fmt::format("a client waited {} ms behind zdm: {}", wait.waited.count(), wait.what));
    }
  }

  std::string filter_;
  sandbox::Cluster cluster_;
  harness::Server server_;
  std::ifstream log_;
  Latencies all_;
  int waits_ = 0;
  milliseconds longest_for_table_{0}, longest_for_row_{0};
  int passed_ = 0;
  int failed_ = 0;
};

std::vector<Story> read_stories() {
  std::set<fs::path> files;
  for (const auto& entry : fs::directory_iterator("tests/load/stories")) files.insert(entry.path());
  std::vector<Story> stories;
  for (const fs::path& file : files) stories.push_back(read_story(file));
  return stories;
}

Outcome every_operation_has_one(const std::vector<Story>& stories) {
  Outcome outcome;
  for (const OperationKind& kind : operation_kinds()) {
    const std::string key = fmt::format("\"{}\":", kind.name);
    if (std::none_of(stories.begin(), stories.end(), [&](const Story& s) {
          return s.migration_json.find(key) != std::string::npos;
        }))
      outcome.failures.push_back(fmt::format("{} has no story", kind.name));
  }
  return outcome;
}

int run(const std::string& filter) {
  Run all(filter);
  const std::vector<Story> stories = read_stories();
  all.one("every operation has a story", [&] { return every_operation_has_one(stories); });
  int number = 0;
  for (const Story& story : stories) {
    if (all.major_version() < story.oldest_server) continue;
    all.one(story.path, [&] { return play(story, all.server(), ++number); });
  }
  all.one("pgbench", [&] { return play_pgbench(all.server()); });
  all.one("migrations-examples", [&] { return play_history("migrations-examples", all.server()); });
  return all.conclude();
}

}  // namespace
}  // namespace zdm::load

int main(int count, char** values) {
  std::string filter;
  for (int i = 1; i + 1 < count; ++i)
    if (std::string_view(values[i]) == "--filter") filter = values[i + 1];
  try {
    return zdm::load::run(filter);
  } catch (const std::exception& error) {
    fmt::print(stderr, "zdm_load: {}\n", error.what());
    return 1;
  }
}
