#include "sandbox/server_binaries.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

#include "core/error.hpp"
#include "sandbox/file_descriptor.hpp"
#include "sandbox/process.hpp"

namespace zdm::sandbox {
namespace {

using std::filesystem::path;

bool has_server(const path& folder) {
  return std::ranges::all_of(std::array{"initdb", "postgres"}, [&](const char* program) {
    return ::access((folder / program).c_str(), X_OK) == 0;
  });
}

std::string read_all(const FileDescriptor& pipe) {
  std::string text;
  std::array<char, 4096> buffer{};
  ssize_t got = 0;
  while ((got = ::read(pipe.number(), buffer.data(), buffer.size())) > 0) {
    text.append(buffer.data(), static_cast<std::size_t>(got));
  }
  return text;
}

// Empty if there is no pg_config on this machine, or if it fails.
path bindir_of(const std::string& pg_config) {
  Pipe output = Pipe::open();
  try {
    Process process = Process::start({.argv = {pg_config, "--bindir"},
                                      .environment = environment_without({}),
                                      .output = output.write_end.number()});
    output.write_end.close();
    std::string text = read_all(output.read_end);
    if (process.wait() != 0) return {};
    return text.substr(0, text.find('\n'));
  } catch (const Error&) {
    return {};  // one place less to look in; the search says so if it finds none
  }
}

int major_version(const path& folder) { return std::atoi(folder.filename().c_str()); }

std::vector<path> debian_bindirs(const path& root) {
  std::vector<path> versions;
  std::error_code unreadable;  // no folder: no versions
  for (const auto& entry : std::filesystem::directory_iterator(root, unreadable)) {
    versions.push_back(entry.path());
  }
  std::ranges::sort(versions, std::greater{}, major_version);
  for (path& version : versions) version /= "bin";
  return versions;
}

}  // namespace

ServerPlaces ServerPlaces::of_this_machine() {
  const char* bindir = std::getenv("ZDM_PG_BINDIR");
  return {.environment = bindir == nullptr ? "" : bindir};
}

path find_server_binaries(const ServerPlaces& places) {
  if (!places.environment.empty()) {
    if (has_server(places.environment)) return places.environment;
    throw Error(ErrorKind::failed,
                "ZDM_PG_BINDIR is " + places.environment + ", which has no initdb and postgres",
                "set it to the folder with the server's programs, or unset it");
  }
  std::vector<path> candidates = debian_bindirs(places.debian);
  candidates.insert(candidates.begin(), bindir_of(places.pg_config));
  const auto found = std::ranges::find_if(candidates, has_server);
  if (found != candidates.end()) return *found;
  throw Error(ErrorKind::failed, "no PostgreSQL server on this machine",
              "install one, on Debian or Ubuntu with: apt-get install postgresql; or set "
              "ZDM_PG_BINDIR to the folder that has initdb and postgres");
}

}  // namespace zdm::sandbox
