#include "sandbox/kept_folder.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <string>
#include <system_error>
#include <utility>

#include "sandbox/system_error.hpp"

namespace zdm::sandbox {
namespace {

// ---- The keeper. Forked from a process that may have threads, it only makes system calls. ----

constexpr int kLifeline = STDERR_FILENO + 1;

void ignore_signals() {
  for (const int signal : {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE}) ::signal(signal, SIG_IGN);
}

// Nothing of ours stays open in the keeper: neither a reader of our output, nor the keeper of
// another folder, may wait for it.
void close_all_but(int lifeline) {
  ::dup2(lifeline, kLifeline);
  const int null = ::open("/dev/null", O_RDWR);
  for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::dup2(null, standard);
  ::close_range(kLifeline + 1, ~0U, 0);
}

// The process announced last, or 0, once everyone at the other end has gone.
pid_t wait_for_owners_end() {
  pid_t last = 0;
  pid_t announced = 0;
  ssize_t got = 0;
  while ((got = ::read(kLifeline, &announced, sizeof announced)) != 0) {
    if (got == ssize_t{sizeof announced}) last = announced;
    if (got < 0 && errno != EINTR) break;
  }
  return last;
}

// By number, since the C library's header for it does not serve C++ everywhere.
int open_process(pid_t process) { return static_cast<int>(::syscall(SYS_pidfd_open, process, 0)); }

// Through a descriptor for the process, since kill(process, 0) goes on finding one that has ended
// and that nobody has reaped yet.
void wait_for_end(pid_t process, int milliseconds) {
  pollfd ended{.fd = open_process(process), .events = POLLIN, .revents = 0};
  if (ended.fd < 0 && errno == ESRCH) return;
  ::poll(&ended, 1, milliseconds);  // a negative fd, on a kernel before 5.3, is waited out
}

void end_process(pid_t process) {
  ::kill(process, SIGQUIT);  // an immediate shutdown: the server takes its own children along
  wait_for_end(process, 5'000);
  if (::kill(-process, SIGKILL) == 0) wait_for_end(process, 1'000);
}

[[noreturn]] void keep(int lifeline, const char* folder) {
  ::setsid();
  ::prctl(PR_SET_NAME, "sandbox-keeper");  // so that `pkill zdm` leaves it to do its work
  ignore_signals();
  [[maybe_unused]] const int moved = ::chdir("/");
  close_all_but(lifeline);
  if (const pid_t process = wait_for_owners_end()) end_process(process);
  ::execlp("rm", "rm", "-rf", "--", folder, nullptr);
  ::_exit(127);
}

// ---- The owner. ----

// A socket and not a pipe: a keeper that was killed must not end us by SIGPIPE.
Pipe open_lifeline() {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    throw system_error("cannot open a socket");
  }
  return {.read_end = FileDescriptor(ends[0]), .write_end = FileDescriptor(ends[1])};
}

std::filesystem::path make_folder(const std::filesystem::path& parent,
                                  const std::optional<Account>& owner) {
  std::string name = (parent / "zdm-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) {
    throw system_error("cannot make a folder in " + parent.string(), errno,
                       "set TMPDIR to a folder that can be written to");
  }
  if (owner && ::chown(name.c_str(), owner->user, owner->group) != 0) {
    const int code = errno;
    ::rmdir(name.c_str());
    throw system_error("cannot give " + name + " to " + owner->name, code);
  }
  return name;
}

}  // namespace

KeptFolder KeptFolder::create(const std::filesystem::path& parent,
                              const std::optional<Account>& owner) {
  Pipe lifeline = open_lifeline();
  std::filesystem::path path = make_folder(parent, owner);
  const pid_t keeper = ::fork();
  if (keeper == 0) keep(lifeline.read_end.number(), path.c_str());
  if (keeper < 0) {
    const int code = errno;
    ::rmdir(path.c_str());
    throw system_error("cannot start a process", code);
  }
  return {std::move(path), std::move(lifeline.write_end), keeper};
}

KeptFolder::KeptFolder(KeptFolder&& other) noexcept
    : path_(std::move(other.path_)),
      lifeline_(std::move(other.lifeline_)),
      keeper_(std::exchange(other.keeper_, 0)) {}

KeptFolder::~KeptFolder() {
  if (keeper_ == 0) return;
  lifeline_.close();
  int status = -1;
  while (::waitpid(keeper_, &status, 0) < 0 && errno == EINTR) {
  }
  std::error_code ignored;  // if the keeper was killed: as much as we can, without a throw
  if (status != 0) std::filesystem::remove_all(path_, ignored);
}

void KeptFolder::forget_process() const {
  const pid_t none = 0;
  ::send(lifeline_.number(), &none, sizeof none, MSG_NOSIGNAL);
}

}  // namespace zdm::sandbox
