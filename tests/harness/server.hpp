#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "pg/session.hpp"
#include "sandbox/cluster.hpp"

namespace zdm::harness {

// A connection of one's own to the cluster on which a run of the harness takes place. It has the
// roles that cases may use: app_owner (owns each database, and is nothing more), app_reader,
// app_writer, app_other; and app_quiet, an owner that may silence triggers (from PostgreSQL 15 on).
class Server {
 public:
  // With more of postgresql.conf's settings.
  static sandbox::Cluster start_cluster(std::map<std::string, std::string> settings = {});
  explicit Server(const sandbox::Cluster& cluster);  // which outlives it

  int major_version() const { return admin_.server_version() / 10000; }
  std::string url(std::string_view database, std::string_view role) const;
  // pg_dump's output; the data of the state schema is left out, its tables are not.
  std::string pg_dump(std::string_view database, std::string_view state_schema) const;

  // Runs the SQL that a program writes, up to the first error, which it throws.
  void run_output_of(const std::string& program, std::string_view database,
                     std::string_view role) const;

  std::filesystem::path bindir() const { return cluster_.bindir(); }

  void run(const std::string& sql);  // as the superuser

  // What the roles that cases share may do, and whose they are: no case may change it.
  std::string roles();

  void create_database(const std::string& name, const std::string& owner);
  void copy_database(const std::string& from, const std::string& to, const std::string& owner);
  // Some time from now, with others: each DROP DATABASE waits for a checkpoint and for the last
  // sessions in it to end, which together is a quarter of a case's time if it follows at once.
  void drop_database(const std::string& name);

 private:
  void drop_unused();
  void drop_if_unused(const std::string& name);  // before another takes its name

  const sandbox::Cluster& cluster_;
  pg::Session admin_;
  std::vector<std::string> unused_;
};

// A database that goes when it goes out of scope.
class Database {
 public:
  Database(Server& server, std::string name, std::string owner)
      : server_(server), name_(std::move(name)), owner_(std::move(owner)) {
    server_.create_database(name_, owner_);
  }
  Database(std::string name, const Database& copied)
      : server_(copied.server_), name_(std::move(name)), owner_(copied.owner_) {
    server_.copy_database(copied.name_, name_, owner_);
  }
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  Server& server() const { return server_; }
  const std::string& name() const { return name_; }
  const std::string& owner() const { return owner_; }
  std::string url(std::string_view role) const { return server_.url(name_, role); }

 private:
  Server& server_;
  std::string name_;
  std::string owner_;
};

}  // namespace zdm::harness
