#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sandbox/account.hpp"
#include "sandbox/environment.hpp"

namespace zdm::sandbox {

// Whether a Ctrl-C at the terminal reaches the program.
enum class ProcessGroup { ours, its_own };

// What to run, and how. There is no shell: every string reaches the program as it is.
struct Program {
  std::vector<std::string> argv;  // argv[0] is looked up in PATH unless it holds a slash
  Environment environment;
  std::filesystem::path directory{};  // to run in; empty: ours
  int output = -1;                    // a descriptor for stdout and stderr; -1: ours
  std::optional<Account> account{};   // to run as; needs root
  ProcessGroup group = ProcessGroup::ours;
  int announce_to = -1;  // a socket to which it writes its process id before it begins
};

// A running child. It does not outlive its owner: the destructor kills what still runs.
class Process {
 public:
  // Throws Error if the program cannot be run: not there, not allowed, no such folder.
  static Process start(const Program& program);

  Process(Process&& other) noexcept
      : id_(std::exchange(other.id_, 0)), status_(std::exchange(other.status_, std::nullopt)) {}
  Process& operator=(Process&&) = delete;
  ~Process();

  pid_t id() const { return id_; }

  // The exit status as a shell gives it (128 + N if signal N ended it); poll() is empty as long as
  // it runs.
  std::optional<int> poll();
  int wait();

  void send(int signal) const;

  // Sends the signal, and SIGKILL to the whole group if it still runs after `patience`.
  void end(int signal, std::chrono::milliseconds patience);

 private:
  explicit Process(pid_t id) : id_(id) {}

  void reap(int waitpid_options);

  pid_t id_;                   // 0: moved from
  std::optional<int> status_;  // once it has ended
};

}  // namespace zdm::sandbox
