#pragma once

#include <chrono>
#include <istream>
#include <string>
#include <vector>

namespace zdm::load {

// log_line_prefix of the server whose log is read.
inline constexpr const char* kLogPrefix = "%a|%p|";
// The application_name of zdm's sessions.
inline constexpr const char* kZdm = "zdm";

// A client stood in a queue in which zdm was before it, as holder of the lock or as one who waits.
struct LockWait {
  std::string what;  // "AccessShareLock on relation 16385 of database 16384"
  std::chrono::milliseconds waited{0};
  bool for_row = false;  // zdm had written the row: it waits for the end of a transaction
};

// From a server's log with log_lock_waits and log_disconnections on: all waits of at least the
// server's deadlock_timeout. Reading goes on where it last ended.
class LockWaits {
 public:
  void read(std::istream& log);

  // Only complete when all of zdm's sessions have ended: that is when their processes are known.
  std::vector<LockWait> behind_zdm() const;

 private:
  struct Wait {
    std::string process;
    std::vector<std::string> before_it;
    LockWait wait;
  };
  void read_line(const std::string& line);

  std::vector<Wait> waits_;  // that have ended
  std::vector<Wait> open_;
  std::vector<std::string> zdm_;  // processes
};

}  // namespace zdm::load
