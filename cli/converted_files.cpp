#include "converted_files.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "core/error.hpp"
#include "file.hpp"
#include "migration/migration_text.hpp"

namespace zdm::cli {

std::vector<ConvertedFile> converted_files(const convert::Conversion& conversion,
                                           const std::string& name, const std::string& ending) {
  std::vector<ConvertedFile> files;
  for (const auto& migration : conversion.migrations)
    files.push_back(
        {conversion.migrations.size() == 1 ? name : fmt::format("{}_{}", name, files.size() + 1),
         text_for_file(ending, migration)});
  return files;
}

std::vector<std::string> write_files(const std::vector<ConvertedFile>& files,
                                     const std::string& folder, const std::string& ending,
                                     IfThere if_there) {
  std::vector<std::string> paths;
  for (const ConvertedFile& file : files) {
    paths.push_back((std::filesystem::path(folder) / (file.name + ending)).string());
    std::error_code ignored;
    if (if_there == IfThere::refuse && std::filesystem::exists(paths.back(), ignored))
      throw Error(ErrorKind::failed, fmt::format("{} is there already", paths.back()),
                  "what has been filled in there would be lost: --force replaces it");
  }
  for (std::size_t i = 0; i < files.size(); ++i) write_file(paths[i], files[i].text);
  return paths;
}

}  // namespace zdm::cli
