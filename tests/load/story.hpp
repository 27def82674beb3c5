#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "load/client.hpp"

namespace zdm::load {

// A migration under load, from a plain-text file: a title, then sections as in a case file.
//
//   == server >= 17           only for these servers; the story "… on older servers" is skipped
//   == rows 20000             that :row chooses from
//   == tables                 made by app_owner
//   == migration NAME
//   == old client NAME        its round; statements end with a semicolon at the end of a line
//   == old client NAME prepares
//   == new client NAME, == base client NAME, == both clients NAME
//
// "base" clients use the base schema itself, and count as old ones; "both" stands for two clients,
// one of the old version and one of the new.
struct Story {
  std::string path;
  std::string title;
  int oldest_server = 0;
  int rows = 1000;
  std::string tables_sql;
  std::string migration_name;
  std::string migration_json;
  std::vector<ClientScript> old_clients;
  std::vector<ClientScript> base_clients;
  std::vector<ClientScript> new_clients;
};

// Throws CaseFileError.
Story read_story(const std::filesystem::path& path);

}  // namespace zdm::load
