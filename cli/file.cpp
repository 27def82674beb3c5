#include "file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <fstream>
#include <sstream>
#include <system_error>

#include "core/error.hpp"

namespace zdm::cli {

std::string read_file(const std::string& path) {
  errno = 0;
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  if (stream) text << stream.rdbuf();
  if (!stream || errno != 0)
    throw Error(ErrorKind::failed,
                fmt::format("cannot read {}: {}", path, std::generic_category().message(errno)));
  return std::move(text).str();
}

void write_file(const std::string& path, std::string_view text) {
  errno = 0;
  std::ofstream stream(path, std::ios::binary);
  stream << text;
  stream.close();
  if (!stream)
    throw Error(ErrorKind::failed,
                fmt::format("cannot write {}: {}", path, std::generic_category().message(errno)));
}

}  // namespace zdm::cli
