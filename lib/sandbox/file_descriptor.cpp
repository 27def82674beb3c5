#include "sandbox/file_descriptor.hpp"

#include <fcntl.h>

#include <array>

#include "sandbox/system_error.hpp"

namespace zdm::sandbox {

Pipe Pipe::open() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw system_error("cannot open a pipe");
  return {.read_end = FileDescriptor(ends[0]), .write_end = FileDescriptor(ends[1])};
}

}  // namespace zdm::sandbox
