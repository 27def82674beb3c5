#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/error.hpp"
#include "sandbox/kept_folder.hpp"
#include "sandbox/process.hpp"

namespace zdm::sandbox {

struct ClusterOptions {
  std::filesystem::path bindir{};  // the server's programs; empty: find_server_binaries()
  std::string superuser = "postgres";
  std::map<std::string, std::string> settings{};  // postgresql.conf's; they win over the sandbox's
  // A folder in which to keep what initdb makes, for many clusters of one kind; empty: none.
  std::filesystem::path template_folder{};
};

// A throw-away PostgreSQL server: its data, its socket and its log are in one folder under TMPDIR,
// reached through a Unix socket only, without a password. It does not survive a crash of the
// machine, for speed. It takes itself away when destroyed, and also when this process is killed in
// any way.
class Cluster {
 public:
  // Takes about half a second. Throws Error, with the end of the server's log, if it does not come
  // up within a minute.
  static Cluster start(const ClusterOptions& options = {});

  Cluster(Cluster&&) noexcept = default;
  Cluster& operator=(Cluster&&) = delete;
  ~Cluster();

  // For libpq and those who read its URLs: postgresql://USER@/DATABASE?host=FOLDER&port=PORT
  std::string url(std::string_view database = "postgres") const;

  const std::filesystem::path& socket_directory() const { return folder_.path(); }
  int port() const { return 5432; }  // only a part of the socket's name
  const std::string& superuser() const { return options_.superuser; }
  const std::filesystem::path& bindir() const { return options_.bindir; }
  std::filesystem::path log_file() const { return folder_.path() / "log"; }
  std::optional<pid_t> server_process() const;  // empty while stopped

  // As a crash of the server would: clients are cut off at once. What was committed stays.
  void stop_immediately();

  // Stops if it runs, and recovers the data. Throws Error as start() does.
  void restart();

 private:
  Cluster(ClusterOptions options, std::optional<Account> account, KeptFolder folder);

  std::filesystem::path data_directory() const { return folder_.path() / "data"; }
  Process run(std::vector<std::string> argv) const;
  void initialise() const;
  void run_initdb() const;
  void launch();
  void wait_until_ready();
  Error failure(const std::string& what) const;

  ClusterOptions options_;
  std::optional<Account> account_;
  KeptFolder folder_;
  std::unique_ptr<Process> server_;  // null while stopped
};

}  // namespace zdm::sandbox
