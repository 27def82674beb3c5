#pragma once

#include <filesystem>
#include <string>

namespace zdm::sandbox {

// Where the server's programs may be, in the order in which they are tried.
struct ServerPlaces {
  std::string environment;              // the value of ZDM_PG_BINDIR; empty: not set
  std::string pg_config = "pg_config";  // asked for its --bindir
  std::filesystem::path debian = "/usr/lib/postgresql";  // VERSION/bin, the newest first

  static ServerPlaces of_this_machine();
};

// The first folder with both initdb and postgres. Throws Error if there is none, with a hint what
// to install; and if ZDM_PG_BINDIR is set but not such a folder, since it was meant to be.
std::filesystem::path find_server_binaries(
    const ServerPlaces& places = ServerPlaces::of_this_machine());

}  // namespace zdm::sandbox
