#include "written_file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <fstream>
#include <system_error>

#include "core/error.hpp"

namespace zdm::cli {

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
