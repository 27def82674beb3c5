#include "sandbox/process.hpp"

#include <fcntl.h>
#include <grp.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <thread>

#include "sandbox/file_descriptor.hpp"
#include "sandbox/system_error.hpp"

namespace zdm::sandbox {
namespace {

using std::chrono::milliseconds;

// Everything between fork and exec, prepared before fork: with other threads about, the child may
// not allocate.
class Launch {
 public:
  explicit Launch(const Program& program)
      : program_(program),
        argv_(pointers(program.argv)),
        environment_(pointers(program.environment)) {}

  // Returns only on failure, with errno set.
  void become_program() const {
    if (prepare()) ::execvpe(argv_[0], argv_.data(), environment_.data());
  }

 private:
  static std::vector<char*> pointers(const std::vector<std::string>& strings) {
    std::vector<char*> result;
    for (const std::string& string : strings) result.push_back(const_cast<char*>(string.c_str()));
    result.push_back(nullptr);
    return result;
  }

  bool prepare() const {
    return unblock_signals() && enter_group() && announce() && redirect() && enter_account() &&
           enter_directory();
  }

  // The mask goes through exec: a program that never asked for it would be deaf to SIGTERM.
  static bool unblock_signals() {
    sigset_t none;
    ::sigemptyset(&none);
    return ::sigprocmask(SIG_SETMASK, &none, nullptr) == 0;
  }

  bool enter_group() const { return program_.group == ProcessGroup::ours || ::setpgid(0, 0) == 0; }

  // By the child itself: there is no moment at which it runs and has not been announced.
  bool announce() const {
    const pid_t self = ::getpid();
    return program_.announce_to < 0 ||
           ::send(program_.announce_to, &self, sizeof self, MSG_NOSIGNAL) > 0;
  }

  bool redirect() const {
    if (program_.output < 0) return true;
    const int null = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    return null >= 0 && ::dup2(null, STDIN_FILENO) >= 0 &&
           ::dup2(program_.output, STDOUT_FILENO) >= 0 &&
           ::dup2(program_.output, STDERR_FILENO) >= 0;
  }

  bool enter_account() const {
    if (!program_.account) return true;
    const auto& [user, group, name] = *program_.account;
    return ::setgroups(1, &group) == 0 && ::setresgid(group, group, group) == 0 &&
           ::setresuid(user, user, user) == 0;
  }

  bool enter_directory() const {
    return program_.directory.empty() || ::chdir(program_.directory.c_str()) == 0;
  }

  const Program& program_;
  std::vector<char*> argv_;
  std::vector<char*> environment_;
};

// What the child wrote before it gave up; 0 if exec closed the pipe instead.
int read_failure(const FileDescriptor& pipe) {
  int code = 0;
  ssize_t got = 0;
  do {
    got = ::read(pipe.number(), &code, sizeof code);
  } while (got < 0 && errno == EINTR);
  return got == ssize_t{sizeof code} ? code : 0;
}

int as_shell_status(int status) {
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

std::string as_whom(const Program& program) {
  return program.account ? " as " + program.account->name : std::string{};
}

std::string hint_for(const Program& program, int code) {
  if (code != EACCES || !program.account) return {};
  return program.account->name +
         " must be allowed to reach that program and the folder it runs in, " +
         program.directory.string();
}

}  // namespace

Process Process::start(const Program& program) {
  const Launch launch(program);
  Pipe failure = Pipe::open();
  const pid_t id = ::fork();
  if (id < 0) throw system_error("cannot start a process");
  if (id == 0) {
    launch.become_program();
    const int code = errno;
    [[maybe_unused]] const ssize_t told = ::write(failure.write_end.number(), &code, sizeof code);
    ::_exit(127);
  }
  failure.write_end.close();
  Process process(id);
  if (const int code = read_failure(failure.read_end)) {
    process.wait();
    throw system_error("cannot run " + program.argv[0] + as_whom(program), code,
                       hint_for(program, code));
  }
  return process;
}

Process::~Process() {
  if (id_ != 0) end(SIGKILL, milliseconds(0));
}

void Process::reap(int waitpid_options) {
  int status = 0;
  const pid_t reaped = ::waitpid(id_, &status, waitpid_options);
  // An error means that it is no child of ours any more: SIGCHLD was ignored when zdm was started,
  // and the kernel has thrown the status away.
  if (reaped < 0 && errno != EINTR) status_ = EXIT_FAILURE;
  if (reaped == id_) status_ = as_shell_status(status);
}

std::optional<int> Process::poll() {
  if (!status_) reap(WNOHANG);
  return status_;
}

int Process::wait() {
  while (!status_) reap(0);
  return *status_;
}

void Process::send(int signal) const {
  if (!status_) ::kill(id_, signal);
}

void Process::end(int signal, milliseconds patience) {
  if (poll()) return;
  const auto until = std::chrono::steady_clock::now() + patience;
  send(signal);
  while (!poll() && std::chrono::steady_clock::now() < until) {
    std::this_thread::sleep_for(milliseconds(2));
  }
  if (poll()) return;
  if (::getpgid(id_) == id_) ::kill(-id_, SIGKILL);
  send(SIGKILL);
  wait();
}

}  // namespace zdm::sandbox
