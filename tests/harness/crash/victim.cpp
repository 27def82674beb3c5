#include "harness/crash/victim.hpp"

#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "core/error.hpp"
#include "harness/crash/run_watcher.hpp"
#include "sandbox/system_error.hpp"

namespace zdm::harness {
namespace {

constexpr int kPatience = 90'000;  // milliseconds; locks are waited for at most 20 s

void tell(int news, const nlohmann::json& what) {
  const std::string line =
      what.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace) + "\n";
  if (::write(news, line.data(), line.size()) < 0) ::_exit(3);
}

std::string text_of(const Error& error) {
  return std::string(error.what()) + (error.hint().empty() ? "" : "\n  " + error.hint());
}

[[noreturn]] void live(const run::Options& given, const Command& command, const IsWanted& is_wanted,
                       int news, int leash) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  bool is_to_die = false;
  RunWatcher watcher([&](const KillPoint& point, int backend) {
    // Let go in the middle of a command, it comes to the next place at most, however late its end.
    while (is_to_die) ::pause();
    if (!is_wanted(point)) return;
    tell(news, {{"step", point.step},
                {"kind", point.kind},
                {"boundary", static_cast<int>(point.boundary)},
                {"number", point.number},
                {"backend", backend}});
    char go = 0;
    if (::read(leash, &go, 1) != 1) ::_exit(3);
    is_to_die = is_during(point.boundary);
  });
  try {
    run::Options options = given;
    options.target.observer = &watcher;
    run::Lifecycle lifecycle(options, watcher);
    command(lifecycle);
  } catch (const Error& error) {
    tell(news, {{"error", text_of(error)}});
  } catch (const std::exception& error) {
    tell(news, {{"error", error.what()}});
  }
  ::_exit(0);
}

}  // namespace

Victim::Victim(const run::Options& options, const Command& command, const IsWanted& is_wanted) {
  sandbox::Pipe news = sandbox::Pipe::open();
  sandbox::Pipe leash = sandbox::Pipe::open();
  process_ = ::fork();
  if (process_ < 0) throw sandbox::system_error("cannot fork");
  if (process_ == 0) {
    leash.write_end.close();
    live(options, command, is_wanted, news.write_end.number(), leash.read_end.number());
  }
  news_ = std::move(news.read_end);
  leash_ = std::move(leash.write_end);
}

std::optional<Victim::Stop> Victim::wait() {
  std::array<char, 4096> buffer{};
  while (unread_.find('\n') == std::string::npos) {
    pollfd waiting{news_.number(), POLLIN, 0};
    if (::poll(&waiting, 1, kPatience) == 0) throw std::runtime_error("zdm hangs");
    const ssize_t got = ::read(news_.number(), buffer.data(), buffer.size());
    if (got <= 0) {
      kill();
      return std::nullopt;
    }
    unread_.append(buffer.data(), static_cast<std::size_t>(got));
  }
  const std::size_t end = unread_.find('\n');
  const auto told = nlohmann::json::parse(unread_.substr(0, end));
  unread_.erase(0, end + 1);
  if (told.contains("error")) {
    error_ = told["error"];
    kill();
    return std::nullopt;
  }
  return Stop{.point = {.step = told["step"],
                        .kind = told["kind"],
                        .boundary = static_cast<Boundary>(told["boundary"].get<int>()),
                        .number = told["number"]},
              .backend = told["backend"]};
}

void Victim::go_on() {
  if (::write(leash_.number(), "g", 1) != 1) throw sandbox::system_error("cannot let zdm go on");
}

void Victim::kill() {
  if (process_ == 0) return;
  ::kill(process_, SIGKILL);
  int status = 0;
  ::waitpid(process_, &status, 0);
  process_ = 0;
  // An assertion, or a sanitizer: it has ended by itself, and said nothing.
  const bool crashed = (WIFSIGNALED(status) && WTERMSIG(status) != SIGKILL) ||
                       (WIFEXITED(status) && WEXITSTATUS(status) != 0);
  if (crashed && error_.empty()) error_ = "zdm has crashed, see above";
}

}  // namespace zdm::harness
