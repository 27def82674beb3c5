#pragma once

#include <atomic>
#include <functional>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "load/latencies.hpp"
#include "pg/session.hpp"

namespace zdm::load {

// What a client does, over and over.
struct ClientScript {
  std::string name;
  std::vector<std::string> prepares;  // once, when it has connected
  // One round. In each statement, :row becomes the number of a row, :own one that no other client
  // has, :fresh a number that was never there. "sleep 300" is no statement: the client thinks.
  std::vector<std::string> round;
};

struct ClientReport {
  std::string name;
  Latencies latencies;
  std::vector<std::string> errors;
  int rounds = 0;
};

// A connection that repeats its script on a thread of its own, until it is told to stop. It ends at
// its first error.
class Client {
 public:
  struct Settings {
    std::string url;
    std::string search_path;  // as it stands behind SET search_path =
    int number = 0;           // of all clients
    int rows = 1;             // that :row may choose from
  };

  Client(ClientScript script, const Settings& settings);
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client();

  const std::string& name() const { return script_.name; }
  int rounds() const { return rounds_; }
  bool has_done(int rounds) const { return rounds_ >= rounds || failed_; }

  // At the end of its round. No more use of the client but for its report.
  ClientReport stop();

 private:
  void run();
  void run_round(pg::Session& session);
  void run_statement(pg::Session& session, const std::string& statement);
  std::string filled_in(std::string statement);

  const ClientScript script_;
  const Settings settings_;
  ClientReport report_;
  std::minstd_rand random_;
  long long fresh_ = 0;
  std::atomic<bool> stop_ = false;
  std::atomic<bool> failed_ = false;
  std::atomic<int> rounds_ = 0;
  std::thread thread_;
};

// More clients than can ever be at once: rows are dealt out among so many.
inline constexpr int kMostClients = 32;

}  // namespace zdm::load
