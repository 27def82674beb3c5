#include "harness/worker_processes.hpp"

#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <new>
#include <vector>

#include "sandbox/file_descriptor.hpp"
#include "sandbox/system_error.hpp"

namespace zdm::harness {
namespace {

// The next job that nobody has taken, in memory that all processes share.
class NextJob {
 public:
  NextJob() {
    void* memory = ::mmap(nullptr, sizeof(std::atomic<std::size_t>), PROT_READ | PROT_WRITE,
                          MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) throw sandbox::system_error("cannot share memory");
    next_ = new (memory) std::atomic<std::size_t>(0);
  }
  NextJob(const NextJob&) = delete;
  NextJob& operator=(const NextJob&) = delete;
  ~NextJob() { ::munmap(next_, sizeof(*next_)); }
  std::size_t take() { return (*next_)++; }

 private:
  std::atomic<std::size_t>* next_;
};

// What goes through the pipe before the words of a job; `length` is kBegins where it has only
// begun.
struct Header {
  static constexpr std::uint64_t kBegins = UINT64_MAX;
  std::uint64_t job = 0;
  std::uint64_t length = 0;
};

bool write_all(int descriptor, const void* data, std::size_t size) {
  const char* at = static_cast<const char*>(data);
  while (size > 0) {
    const ssize_t written = ::write(descriptor, at, size);
    if (written <= 0) return false;
    at += written;
    size -= static_cast<std::size_t>(written);
  }
  return true;
}

bool read_all(int descriptor, void* data, std::size_t size) {
  char* at = static_cast<char*>(data);
  while (size > 0) {
    const ssize_t got = ::read(descriptor, at, size);
    if (got <= 0) return false;
    at += got;
    size -= static_cast<std::size_t>(got);
  }
  return true;
}

[[noreturn]] void work(NextJob& next, std::size_t count, const std::function<Job()>& open,
                       int output) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  int status = 0;
  try {
    const Job job = open();
    for (std::size_t i = next.take(); i < count; i = next.take()) {
      const Header begins{i, Header::kBegins};
      write_all(output, &begins, sizeof(begins));
      const std::string words = job(i);
      const Header ends{i, words.size()};
      write_all(output, &ends, sizeof(ends));
      write_all(output, words.data(), words.size());
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    status = 1;
  }
  std::fflush(nullptr);
  ::_exit(status);  // what was made before the fork is not this process's to take away
}

struct Worker {
  pid_t process = 0;
  sandbox::FileDescriptor output;
  std::optional<std::size_t> job;  // that it is at
};

}  // namespace

void in_processes(std::size_t count, unsigned processes, const std::function<Job()>& open,
                  const std::function<void(std::size_t, std::optional<std::string>)>& done) {
  NextJob next;
  std::vector<Worker> workers;
  std::fflush(nullptr);
  for (std::size_t i = 0; i < std::min<std::size_t>(processes, count); ++i) {
    sandbox::Pipe pipe = sandbox::Pipe::open();
    const pid_t process = ::fork();
    if (process < 0) throw sandbox::system_error("cannot fork");
    if (process == 0) work(next, count, open, pipe.write_end.number());
    workers.push_back({process, std::move(pipe.read_end), {}});
  }
  while (!workers.empty()) {
    std::vector<pollfd> waiting;
    for (const Worker& worker : workers) waiting.push_back({worker.output.number(), POLLIN, 0});
    ::poll(waiting.data(), waiting.size(), -1);
    for (std::size_t i = workers.size(); i-- > 0;) {
      if (waiting[i].revents == 0) continue;
      Worker& worker = workers[i];
      Header header;
      if (read_all(worker.output.number(), &header, sizeof(header))) {
        worker.job = header.job;
        if (header.length == Header::kBegins) continue;
        std::string words(header.length, '\0');
        read_all(worker.output.number(), words.data(), words.size());
        worker.job.reset();
        done(header.job, std::move(words));
        continue;
      }
      ::waitpid(worker.process, nullptr, 0);
      if (worker.job) done(*worker.job, std::nullopt);
      workers.erase(workers.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }
  // Left over if no process was able to open.
  for (std::size_t i = next.take(); i < count; i = next.take()) done(i, std::nullopt);
}

}  // namespace zdm::harness
