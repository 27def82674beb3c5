#include <fmt/format.h>

#include <filesystem>
#include <future>

#include "core/error.hpp"
#include "harness/command.hpp"
#include "load/play.hpp"

namespace zdm::load {
namespace {

constexpr const char* kMigration = R"json({"operations": [
  {"alter_column": {"table": "pgbench_accounts", "column": "abalance", "type": "bigint",
                    "up": "abalance::bigint", "down": "abalance::integer"}},
  {"rename_column": {"table": "pgbench_tellers", "from": "filler", "to": "remark"}},
  {"add_column": {"table": "pgbench_history", "column": {"name": "id", "type": "uuid",
                  "default": "gen_random_uuid()"}}},
  {"create_index": {"table": "pgbench_accounts", "name": "by_branch_and_balance",
                    "columns": [{"column": "bid"}, {"column": "abalance"}]}}]})json";

class Pgbench {
 public:
  Pgbench(harness::Server& server, std::string program)
      : program_(std::move(program)), stage_(server, "load_pgbench", "") {}

  Outcome run() {
    bench("public", stage_.database().url("app_owner"), {"-i", "-q", "-s", "1"}).get();
    const Migration first = parsed("00_first", R"({"operations": []})");
    const Migration migration = parsed("01_pgbench", kMigration);
    stage_.start_and_complete(first);
    auto old_clients = transactions(Stage::path_of(first), 6);
    stage_.start(migration);
    auto new_clients = transactions(Stage::path_of(migration), 2);
    old_clients.get();
    new_clients.get();
    new_clients = transactions(Stage::path_of(migration), 2);
    stage_.complete();
    new_clients.get();
    return {stage_.latencies(), stage_.failures()};
  }

 private:
  std::future<void> transactions(const std::string& search_path, int seconds) {
    return bench(
        search_path, stage_.client_url(),
        {"-n", "-M", "prepared", "-c", "2", "-j", "1", "-R", "400", "-T", std::to_string(seconds)});
  }

  std::future<void> bench(const std::string& search_path, const std::string& url,
                          const std::vector<std::string>& arguments) {
    std::string path = search_path;
    std::erase(path, ' ');
    std::vector<std::string> argv{"env", "PGOPTIONS=-c search_path=" + path, program_};
    argv.insert(argv.end(), arguments.begin(), arguments.end());
    argv.push_back(url);
    return std::async(std::launch::async, [this, argv] {
      const harness::CommandOutcome outcome = harness::run_command(argv);
      const bool failed = outcome.status != 0 ||
                          (outcome.output.find("transactions: 0 (0.000%)") == std::string::npos &&
                           outcome.output.find("failed transactions") != std::string::npos);
      if (failed) stage_.fail("pgbench: " + outcome.output);
    });
  }

  std::string program_;
  Stage stage_;
};

}  // namespace

Outcome play_pgbench(harness::Server& server) {
  const std::filesystem::path program = server.bindir() / "pgbench";
  if (!std::filesystem::exists(program)) return {};
  return Pgbench(server, program.string()).run();
}

}  // namespace zdm::load
