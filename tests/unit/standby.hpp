// A streaming standby of a throw-away server: a base backup of it, recovering for ever.
#pragma once

#include <fcntl.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "pg/session.hpp"
#include "sandbox/account.hpp"
#include "sandbox/cluster.hpp"
#include "sandbox/environment.hpp"
#include "sandbox/file_descriptor.hpp"
#include "sandbox/kept_folder.hpp"
#include "sandbox/process.hpp"
#include "sandbox/url.hpp"

namespace zdm::test {

class Standby {
 public:
  // Streams as `name`, and has a replication slot of that name. Returns when it has caught up.
  Standby(const sandbox::Cluster& primary, const std::string& name)
      : account_(sandbox::account_for_server()),
        folder_(sandbox::KeptFolder::create(primary.socket_directory().parent_path(), account_)) {
    const std::string data = (folder_.path() / "data").string();
    const std::string source = "host=" + primary.socket_directory().string() +
                               " port=5432 user=" + primary.superuser() +
                               " application_name=" + name;
    const auto program = [&](const char* each) { return (primary.bindir() / each).string(); };
    if (start({program("pg_basebackup"), "-D", data, "-d", source, "-C", "-S", name, "-X", "stream",
               "-c", "fast", "--no-sync"})
            .wait() != 0)
      throw failure("pg_basebackup has failed");
    folder_.forget_process();
    // Not with pg_basebackup -R, which writes what only the libpq of its own release can read; the
    // server may find another. It tells at once how far it is.
    std::ofstream(std::filesystem::path(data) / "standby.signal");
    server_ = std::make_unique<sandbox::Process>(
        start({program("postgres"), "-D", data, "-p", "5432", "-k", folder_.path().string(), "-c",
               "listen_addresses=", "-c", "fsync=off", "-c", "wal_receiver_status_interval=1s",
               "-c", "primary_conninfo=" + source, "-c", "primary_slot_name=" + name}));
    wait_until_streaming(primary, name);
  }
  Standby(const Standby&) = delete;
  Standby& operator=(const Standby&) = delete;
  ~Standby() {
    if (!server_) return;
    server_->end(SIGQUIT, std::chrono::seconds(10));
    folder_.forget_process();
  }

  pg::Session session() const {
    return pg::Session(pg::Target{.url = "postgresql://postgres@/postgres?host=" +
                                         sandbox::percent_encode(folder_.path().native(), "/") +
                                         "&port=5432",
                                  .role = {}});
  }
  void run(const std::string& sql) const { session().query(sql); }

  // The process that receives what the primary writes.
  pid_t receiver() const {
    return std::stoi(
        session()
            .query("SELECT pid FROM pg_stat_activity WHERE backend_type = 'walreceiver'")
            .value());
  }

 private:
  std::filesystem::path log() const { return folder_.path() / "log"; }

  // With the log, which goes with the folder.
  std::runtime_error failure(const std::string& what) const {
    std::ostringstream text;
    text << what << ":\n" << std::ifstream(log()).rdbuf();
    return std::runtime_error(text.str());
  }

  sandbox::Process start(std::vector<std::string> argv) const {
    const sandbox::FileDescriptor log(
        ::open(this->log().c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
    return sandbox::Process::start(
        {.argv = std::move(argv),
         .environment = sandbox::environment_without({"PG", "LC_", "LANG"}),
         .directory = folder_.path(),
         .output = log.number(),
         .account = account_,
         .group = sandbox::ProcessGroup::its_own,
         .announce_to = folder_.announcements()});
  }

  void wait_until_streaming(const sandbox::Cluster& primary, const std::string& name) {
    pg::Session session(pg::Target{.url = primary.url(), .role = {}});
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    const std::string is_there =
        "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming' "
        "AND application_name = '" +
        name + "' AND replay_lsn >= pg_current_wal_lsn()";
    while (session.query(is_there).value() != "1") {
      if (server_->poll() || std::chrono::steady_clock::now() > deadline)
        throw failure("the standby has not come up");
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }

  std::optional<sandbox::Account> account_;
  sandbox::KeptFolder folder_;
  std::unique_ptr<sandbox::Process> server_;
};

}  // namespace zdm::test
