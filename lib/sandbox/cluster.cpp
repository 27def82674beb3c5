#include "sandbox/cluster.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/un.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <thread>
#include <utility>
#include <vector>

#include "core/name.hpp"
#include "sandbox/data_template.hpp"
#include "sandbox/file_descriptor.hpp"
#include "sandbox/server_binaries.hpp"
#include "sandbox/system_error.hpp"
#include "sandbox/url.hpp"

namespace zdm::sandbox {
namespace {

using namespace std::chrono_literals;
using std::filesystem::path;

constexpr auto kStartPatience = 60s;
constexpr auto kStopPatience = 10s;

// What a throw-away server need not do, and does faster without. A commit is still written before
// it is acknowledged, so that stop_immediately() loses none.
const std::map<std::string, std::string>& sandbox_settings() {
  static const std::map<std::string, std::string> settings{
      {"fsync", "off"},
      {"full_page_writes", "off"},
      {"listen_addresses", ""},
      {"max_wal_size", "1GB"},  // initdb would choose 64 of our small WAL files: checkpoints galore
  };
  return settings;
}

// TMPDIR, if a socket below it has a name that the kernel takes (107 bytes); else /tmp.
path temporary_parent() {
  constexpr std::string_view kBelow = "/zdm-XXXXXX/.s.PGSQL.5432";
  const char* configured = std::getenv("TMPDIR");
  if (configured == nullptr || *configured == '\0') return "/tmp";
  path parent = std::filesystem::absolute(configured);
  return parent.native().size() + kBelow.size() < sizeof(sockaddr_un::sun_path) ? parent : "/tmp";
}

std::vector<std::string> read_lines(const path& file) {
  std::vector<std::string> lines;
  std::ifstream stream(file);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// The value of a setting that is a list, with this one element.
std::string as_list(const std::string& element) {
  std::string text = "\"";
  for (const char c : element) text += c == '"' ? std::string("\"\"") : std::string(1, c);
  return text + "\"";
}

// The server writes its process id into the first line of postmaster.pid, and its state into the
// eighth (the manual's "Database File Layout" names the file's lines).
bool is_ready(const path& data, pid_t server) {
  const auto lines = read_lines(data / "postmaster.pid");
  return lines.size() >= 8 && lines[0] == std::to_string(server) && lines[7].starts_with("ready");
}

std::string last_lines(const path& file, std::size_t count) {
  const auto lines = read_lines(file);
  std::string text;
  for (std::size_t i = lines.size() - std::min(count, lines.size()); i < lines.size(); ++i) {
    text += "\n  " + lines[i];
  }
  return text;
}

}  // namespace

Cluster::Cluster(ClusterOptions options, std::optional<Account> account, KeptFolder folder)
    : options_(std::move(options)), account_(std::move(account)), folder_(std::move(folder)) {}

Cluster::~Cluster() { stop_immediately(); }

Cluster Cluster::start(const ClusterOptions& given) {
  ClusterOptions options = given;
  if (options.bindir.empty()) options.bindir = find_server_binaries();
  std::optional<Account> account = account_for_server();
  KeptFolder folder = KeptFolder::create(temporary_parent(), account);
  Cluster cluster(std::move(options), std::move(account), std::move(folder));
  cluster.initialise();
  cluster.launch();
  return cluster;
}

std::string Cluster::url(std::string_view database) const {
  return "postgresql://" + percent_encode(superuser()) + "@/" + percent_encode(database) +
         "?host=" + percent_encode(socket_directory().native(), "/") +
         "&port=" + std::to_string(port());
}

std::optional<pid_t> Cluster::server_process() const {
  if (!server_) return std::nullopt;
  return server_->id();
}

void Cluster::stop_immediately() {
  if (!server_) return;
  server_->end(SIGQUIT, kStopPatience);
  server_.reset();
  folder_.forget_process();
}

void Cluster::restart() {
  stop_immediately();
  launch();
}

// In the server's own folder: its account may not be allowed to look at ours.
Process Cluster::run(std::vector<std::string> argv) const {
  const FileDescriptor log(
      ::open(log_file().c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
  if (!log.is_open()) throw system_error("cannot write " + log_file().string());
  return Process::start({.argv = std::move(argv),
                         .environment = environment_without({"PG", "LC_", "LANG"}),
                         .directory = folder_.path(),
                         .output = log.number(),
                         .account = account_,
                         .group = ProcessGroup::its_own,
                         .announce_to = folder_.announcements()});
}

void Cluster::initialise() const {
  if (options_.template_folder.empty()) return run_initdb();
  const std::string kind = bindir().string() + '\0' + superuser();
  const path kept = options_.template_folder / fmt::format("{:x}", stable_hash(kind));
  if (copy_data_template(kept, data_directory(), account_)) return;
  run_initdb();
  keep_data_template(data_directory(), kept);
}

void Cluster::run_initdb() const {
  const int status = run({(bindir() / "initdb").string(), "--pgdata=" + data_directory().string(),
                          "--username=" + superuser(), "--auth=trust", "--encoding=UTF8",
                          "--locale=C.UTF-8", "--wal-segsize=1", "--no-sync"})
                         .wait();
  folder_.forget_process();
  if (status != 0) throw failure("initdb failed");
}

void Cluster::launch() {
  std::map<std::string, std::string> settings = options_.settings;
  settings.insert(sandbox_settings().begin(), sandbox_settings().end());
  std::vector<std::string> argv{(bindir() / "postgres").string(), "-D", data_directory().string()};
  for (const auto& [name, value] : settings) argv.insert(argv.end(), {"-c", name + "=" + value});
  argv.insert(argv.end(),
              {"-p", std::to_string(port()), "-k", as_list(socket_directory().string())});
  server_ = std::make_unique<Process>(run(std::move(argv)));
  wait_until_ready();
}

void Cluster::wait_until_ready() {
  const auto until = std::chrono::steady_clock::now() + kStartPatience;
  while (!is_ready(data_directory(), server_->id())) {
    if (server_->poll()) throw failure("PostgreSQL ended while it was starting");
    if (std::chrono::steady_clock::now() > until) {
      throw failure("PostgreSQL did not start within a minute");
    }
    std::this_thread::sleep_for(5ms);
  }
}

Error Cluster::failure(const std::string& what) const {
  return {ErrorKind::failed, what + "; the end of its log:" + last_lines(log_file(), 10)};
}

}  // namespace zdm::sandbox
