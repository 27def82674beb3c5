#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "core/finding.hpp"
#include "lint/settings.hpp"

namespace zdm::cli {

// The settings of the .zdm.json in a file's folder, or in the nearest one above. Reads each once:
// what is wrong with one is told with the first file that it is for.
class SettingsReader {
 public:
  const lint::Settings& settings_for(const std::string& file, Findings& findings);

 private:
  // `shown` is the folder as the user has named it, as far as that goes.
  const lint::Settings& for_folder(const std::filesystem::path& folder,
                                   const std::filesystem::path& shown, Findings& findings);

  std::map<std::filesystem::path, lint::Settings> known_;
};

}  // namespace zdm::cli
