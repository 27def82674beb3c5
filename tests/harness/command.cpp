#include "harness/command.hpp"

#include <cstdio>
#include <memory>

#include "sandbox/process.hpp"

namespace zdm::harness {
namespace {

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

std::string contents(std::FILE* file) {
  std::string text;
  std::rewind(file);
  char buffer[65536];
  for (std::size_t size = 1; size > 0; text.append(buffer, size))
    size = std::fread(buffer, 1, sizeof buffer, file);
  return text;
}

}  // namespace

CommandOutcome run_command(std::vector<std::string> argv) {
  const File output(std::tmpfile(), std::fclose);
  if (!output) return {1, "no temporary file can be made"};
  sandbox::Process process =
      sandbox::Process::start({.argv = std::move(argv),
                               .environment = sandbox::environment_without({"PG"}),
                               .output = ::fileno(output.get())});
  const int status = process.wait();
  return {status, contents(output.get())};
}

}  // namespace zdm::harness
