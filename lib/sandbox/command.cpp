#include "sandbox/command.hpp"

#include <csignal>
#include <initializer_list>

#include "sandbox/process.hpp"

namespace zdm::sandbox {
namespace {

// What was ignored when zdm was started (SIGHUP under nohup) stays so. If it were held, it would
// come through all the same.
bool is_ignored(int signal) {
  struct sigaction action {};
  return ::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

// While it lives, these signals wait to be asked for, instead of ending us.
class HeldSignals {
 public:
  HeldSignals(std::initializer_list<int> signals) {
    ::sigemptyset(&held_);
    for (const int signal : signals) {
      if (signal == SIGCHLD || !is_ignored(signal)) ::sigaddset(&held_, signal);
    }
    ::pthread_sigmask(SIG_BLOCK, &held_, &before_);
  }
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;
  ~HeldSignals() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

  siginfo_t wait() const {
    siginfo_t signal{};
    while (::sigwaitinfo(&held_, &signal) < 0) {
      // EINTR: a signal that we do not hold was handled
    }
    return signal;
  }

 private:
  sigset_t held_{};
  sigset_t before_{};
};

// Ctrl-C goes to all of the terminal's foreground group, and so to the command without our help.
bool is_from_terminal(const siginfo_t& signal) { return signal.si_code == SI_KERNEL; }

}  // namespace

Environment client_environment(const Cluster& cluster, std::string_view database) {
  Environment environment = environment_without({"PG", "ZDM_POSTGRES_URL="});
  environment.push_back("ZDM_POSTGRES_URL=" + cluster.url(database));
  environment.push_back("PGHOST=" + cluster.socket_directory().string());
  environment.push_back("PGPORT=" + std::to_string(cluster.port()));
  environment.push_back("PGUSER=" + cluster.superuser());
  environment.push_back("PGDATABASE=" + std::string(database));
  return environment;
}

int run_command(const Cluster& cluster, std::span<const std::string> argv) {
  const HeldSignals signals{SIGINT, SIGTERM, SIGHUP, SIGCHLD};
  Process command = Process::start(
      {.argv = {argv.begin(), argv.end()}, .environment = client_environment(cluster)});
  while (true) {
    if (const auto status = command.poll()) return *status;
    const siginfo_t signal = signals.wait();
    if (signal.si_signo != SIGCHLD && !is_from_terminal(signal)) command.send(signal.si_signo);
  }
}

int wait_for_interrupt() { return HeldSignals{SIGINT, SIGTERM, SIGHUP}.wait().si_signo; }

}  // namespace zdm::sandbox
