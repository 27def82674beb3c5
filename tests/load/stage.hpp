#pragma once

#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/finding.hpp"
#include "harness/server.hpp"
#include "load/client.hpp"
#include "load/lock_waits.hpp"
#include "migration/migration.hpp"
#include "run/lifecycle.hpp"

namespace zdm::load {

// How long a statement of zdm's may queue in these tests. Longer than the server's
// deadlock_timeout, from which on the server logs a wait.
inline constexpr std::chrono::milliseconds kLockTimeout{200};
inline constexpr const char* kDeadlockTimeout = "100ms";

// A client in the queue behind zdm waits for what is left of the lock timeout, and then for the
// commit. That, and other processes on a machine of two cores, is given this much more.
inline constexpr std::chrono::milliseconds kAllowance{150};

// Waits behind zdm for a row it has written are those for a batch of the backfill to end.
inline constexpr std::chrono::milliseconds kBatchTime{50};

// A database with clients on it, on a server that logs all waits for locks.
class Stage {
 public:
  // With SQL run by the owner. Clients are the role app_writer, which may read and write the tables
  // that app_owner makes, and is nothing more.
  Stage(harness::Server& server, const std::string& name, const std::string& tables_sql);
  // A copy of one that nobody is connected to.
  Stage(const std::string& name, const Stage& copied) : database_(name, copied.database_) {}

  const harness::Database& database() const { return database_; }
  std::string client_url() const { return database_.url("app_writer"); }

  void run(const std::string& sql) const;  // as the owner

  // Throws Error; findings of severity error too.
  void start(const Migration& migration);
  void start_and_complete(const Migration& migration);
  // Interrupted in its backfill, or where there is none, at its end; then rolled back.
  void start_and_stop_halfway(const Migration& migration);
  void complete();
  void rollback();

  // The search_path of an application of this version.
  static std::string path_of(const Migration& migration);

  void admit(const std::vector<ClientScript>& scripts, const std::string& search_path, int rows,
             std::vector<std::unique_ptr<Client>>& to);
  // Until each has done so many rounds more; those who hang are told as failures.
  void let_work(const std::vector<std::unique_ptr<Client>>& clients, int rounds);
  void dismiss(std::vector<std::unique_ptr<Client>>& clients);

  const Latencies& latencies() const { return latencies_; }
  // What has gone wrong, a line each; empty: all is well.
  const std::vector<std::string>& failures() const { return failures_; }
  void fail(const std::string& what) { failures_.push_back(what); }

 private:
  run::Options options() const;

  harness::Database database_;
  Latencies latencies_;
  std::vector<std::string> failures_;
  int clients_ = 0;
};

Migration parsed(const std::string& name, const std::string& json);

}  // namespace zdm::load
