#include <fmt/format.h>
#include <unistd.h>

#include "command.hpp"
#include "exit_code.hpp"
#include "sandbox/command.hpp"
#include "signals.hpp"

namespace zdm::cli {
namespace {

class Sandbox : public Command {
 public:
  std::string_view name() const override { return "sandbox"; }
  std::string_view summary() const override {
    return "a throw-away PostgreSQL from the server binaries on this machine";
  }
  std::string_view details() const override {
    return "COMMAND finds the server in ZDM_POSTGRES_URL and in libpq's PGHOST, PGPORT, PGUSER "
           "and\n"
           "PGDATABASE; its exit code is ours. Without COMMAND: your shell, if this is a "
           "terminal;\n"
           "else the URL is printed, and the server stays until SIGINT, SIGTERM or SIGHUP. In any\n"
           "case, also if zdm is killed, the server and its data take themselves away.\n\n"
           "The server's programs are looked for in ZDM_PG_BINDIR, then where pg_config says, then "
           "in\n"
           "Debian's folders. As root it runs as postgres or nobody.\n";
  }
  std::vector<Option> options() override { return {}; }
  Operands operands() override {
    return {.metavar = "COMMAND",
            .help = "what to run",
            .at_least = 0,
            .at_most = kMany,
            .values = &command_,
            .usage = "[-- COMMAND [ARGUMENT...]]"};
  }

  int run(const Globals&, Console& console) override {
    const sandbox::Cluster cluster = sandbox::Cluster::start();
    if (!command_.empty()) return sandbox::run_command(cluster, command_);
    console.message("sandbox: " + cluster.url());
    if (::isatty(STDIN_FILENO) == 1) return run_shell(cluster, console);
    const BlockedSignals no_signal_is_lost_before_we_wait;
    console.data(cluster.url() + "\n");
    sandbox::wait_for_interrupt();
    return kDone;
  }

 private:
  static int run_shell(const sandbox::Cluster& cluster, Console& console) {
    const std::string shell = environment_variable("SHELL");
    console.message("ZDM_POSTGRES_URL and PGHOST are set; it goes away when you leave the shell");
    return sandbox::run_command(cluster,
                                std::vector<std::string>{shell.empty() ? "/bin/sh" : shell});
  }

  std::vector<std::string> command_;
};

}  // namespace

std::unique_ptr<Command> sandbox_command() { return std::make_unique<Sandbox>(); }

}  // namespace zdm::cli
