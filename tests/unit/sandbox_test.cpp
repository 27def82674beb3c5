#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "catch.hpp"
#include "core/error.hpp"
#include "sandbox/cluster.hpp"
#include "sandbox/command.hpp"
#include "sandbox/file_descriptor.hpp"
#include "sandbox/server_binaries.hpp"
#include "sandbox/url.hpp"

namespace {

using zdm::Error;
using zdm::sandbox::Cluster;
using zdm::sandbox::ServerPlaces;
using zdm::test::contains;
using Argv = std::vector<std::string>;
namespace fs = std::filesystem;

int run(const Cluster& cluster, const Argv& argv) {
  return zdm::sandbox::run_command(cluster, argv);
}

int run_sql(const Cluster& cluster, const std::string& sql) {
  return run(cluster, {"psql", "-qXAt", "-v", "ON_ERROR_STOP=1", "-c", sql, "-o", "/dev/null"});
}

// A process that has ended counts as gone although nobody has reaped it yet.
bool is_running(pid_t process) {
  std::ifstream stat("/proc/" + std::to_string(process) + "/stat");
  std::string id, name, state;
  return stat >> id >> name >> state && state != "Z";
}

bool comes_true(const std::function<bool()>& condition) {
  for (int i = 0; i < 1000 && !condition(); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return condition();
}

// What a child process that runs a cluster tells about it.
struct Traces {
  pid_t owner = 0;
  pid_t server = 0;
  std::array<char, 128> folder{};
};

// A process with a cluster, which waits until it is killed.
Traces start_owner() {
  auto pipe = zdm::sandbox::Pipe::open();
  Traces traces;
  const pid_t child = ::fork();
  if (child == 0) {
    const Cluster cluster = Cluster::start();
    traces.owner = ::getpid();
    traces.server = cluster.server_process().value();
    cluster.socket_directory().string().copy(traces.folder.data(), traces.folder.size() - 1);
    if (::write(pipe.write_end.number(), &traces, sizeof traces) < 0) ::_exit(1);
    while (true) ::pause();
  }
  REQUIRE(::read(pipe.read_end.number(), &traces, sizeof traces) == ssize_t{sizeof traces});
  return traces;
}

std::string message_of_search(const ServerPlaces& places) {
  try {
    zdm::sandbox::find_server_binaries(places);
  } catch (const Error& error) {
    return std::string(error.what()) + "; " + error.hint();
  }
  return "found";
}

}  // namespace

TEST_CASE("a sandbox is reached by its URL and by libpq's variables") {
  const Cluster cluster = Cluster::start();
  CHECK(run_sql(cluster, "SELECT 1") == 0);
  CHECK(run(cluster, {"sh", "-c", "psql -qXAt -c 'SELECT 1' \"$ZDM_POSTGRES_URL\" >/dev/null"}) ==
        0);
  CHECK(run(cluster, {"psql", "-qX", "-c", "", cluster.url("template1")}) == 0);
}

TEST_CASE("a sandbox passes on the exit code of its command") {
  const Cluster cluster = Cluster::start();
  CHECK(run(cluster, {"sh", "-c", "exit 42"}) == 42);
  CHECK(run(cluster, {"sh", "-c", "kill -KILL $$"}) == 128 + SIGKILL);
  CHECK_THROWS_WITH(run(cluster, {"./no-such-program"}),
                    "cannot run ./no-such-program: No such file or directory");
}

TEST_CASE("a sandbox's command does not see where libpq was pointed before") {
  ::setenv("PGHOSTADDR", "192.0.2.1", 1);
  const Cluster cluster = Cluster::start();
  CHECK(run_sql(cluster, "SELECT 1") == 0);
  ::unsetenv("PGHOSTADDR");
}

TEST_CASE("a sandbox passes SIGTERM on to its command and waits for its end") {
  const Cluster cluster = Cluster::start();
  const std::string terminate_parent =
      "trap 'exit 7' TERM; kill -TERM $PPID; for i in $(seq 100); do sleep 0.1; done";
  CHECK(run(cluster, {"sh", "-c", terminate_parent}) == 7);
}

TEST_CASE("a sandbox takes settings") {
  const Cluster cluster =
      Cluster::start({.superuser = "Ann Ångström", .settings = {{"work_mem", "7MB"}}});
  CHECK(run_sql(cluster, "SELECT 1 / (current_setting('work_mem') = '7MB')::int") == 0);
  CHECK(run_sql(cluster, "SELECT 1 / (current_user = 'Ann Ångström')::int") == 0);
}

TEST_CASE("a sandbox keeps its data over a restart") {
  Cluster cluster = Cluster::start();
  REQUIRE(run_sql(cluster, "CREATE TABLE t AS SELECT 1 AS id") == 0);
  cluster.stop_immediately();
  CHECK(run_sql(cluster, "SELECT 1") == 2);
  cluster.restart();
  CHECK(run_sql(cluster, "TABLE t") == 0);
}

TEST_CASE("a sandbox that goes out of scope leaves nothing behind") {
  fs::path folder;
  pid_t server = 0;
  {
    const Cluster cluster = Cluster::start();
    const Cluster another = Cluster::start();  // whose processes hold nothing of the first's
    folder = cluster.socket_directory();
    server = cluster.server_process().value();
    REQUIRE(fs::exists(folder));
    REQUIRE(is_running(server));
  }
  CHECK_FALSE(fs::exists(folder));
  CHECK_FALSE(is_running(server));
}

TEST_CASE("a sandbox whose owner is killed leaves nothing behind") {
  const Traces traces = start_owner();
  REQUIRE(fs::exists(traces.folder.data()));
  REQUIRE(is_running(traces.server));
  ::kill(traces.owner, SIGKILL);
  ::waitpid(traces.owner, nullptr, 0);
  CHECK(comes_true([&] { return !is_running(traces.server); }));
  CHECK(comes_true([&] { return !fs::exists(traces.folder.data()); }));
}

TEST_CASE("a sandbox that cannot start shows the server's log and leaves nothing behind") {
  CHECK_THROWS_WITH(Cluster::start({.settings = {{"work_mem", "plenty"}}}),
                    contains("ended while it was starting") && contains("work_mem"));
}

TEST_CASE("without a server the message says what to install") {
  const ServerPlaces none{
      .environment = "", .pg_config = "./no-such-program", .debian = "/nowhere"};
  CHECK_THAT(message_of_search(none), contains("no PostgreSQL server on this machine"));
  CHECK_THAT(message_of_search(none), contains("apt-get install postgresql"));
}

TEST_CASE("a ZDM_PG_BINDIR without a server is named, not passed over") {
  CHECK_THAT(message_of_search({.environment = "/nowhere"}), contains("ZDM_PG_BINDIR is /nowhere"));
}

TEST_CASE("of several Debian servers the newest is taken") {
  const fs::path root = fs::temp_directory_path() / ("zdm-test-" + std::to_string(::getpid()));
  for (const char* version : {"9.6", "10", "15"}) {
    fs::create_directories(root / version / "bin");
    for (const char* program : {"initdb", "postgres"}) {
      fs::create_symlink("/bin/true", root / version / "bin" / program);
    }
  }
  const ServerPlaces places{.environment = "", .pg_config = "./no-such-program", .debian = root};
  CHECK(zdm::sandbox::find_server_binaries(places) == root / "15" / "bin");
  fs::remove(root / "15" / "bin" / "initdb");
  CHECK(zdm::sandbox::find_server_binaries(places) == root / "10" / "bin");
  fs::remove_all(root);
}

TEST_CASE("a part of a URL is percent-encoded") {
  CHECK(zdm::sandbox::percent_encode("a b/ü?", "/") == "a%20b/%C3%BC%3F");
}
