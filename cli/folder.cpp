#include "folder.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <map>
#include <set>

#include "core/error.hpp"
#include "migration/document.hpp"
#include "migration/file_order.hpp"

namespace zdm::cli {
namespace {

namespace fs = std::filesystem;

struct InOrder {
  bool operator()(const fs::path& a, const fs::path& b) const {
    if (comes_before(a.stem().string(), b.stem().string())) return true;
    return a.stem() == b.stem() && a < b;
  }
};

using Paths = std::set<fs::path, InOrder>;  // of one folder

void add_files_before(const fs::path& folder, const fs::path& last, Paths& paths) {
  std::error_code error;  // a folder that cannot be read has no files before
  const fs::path place = folder.empty() ? "." : folder;
  for (const fs::directory_entry& entry : fs::directory_iterator(place, error))
    if (is_migration_file(entry.path().string()) &&
        InOrder()(entry.path().filename(), last.filename()))
      paths.insert(folder / entry.path().filename());
}

}  // namespace

bool is_folder(const std::string& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

std::vector<std::string> migration_files(const std::string& folder) {
  std::error_code error;
  Paths paths;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error))
    if (is_migration_file(entry.path().string())) paths.insert(entry.path());
  if (error)
    throw Error(ErrorKind::failed, fmt::format("cannot read {}: {}",
                                               folder.empty() ? "\"\"" : folder, error.message()));
  return {paths.begin(), paths.end()};
}

std::vector<std::vector<std::string>> with_files_before(const std::vector<std::string>& files) {
  std::map<fs::path, Paths> folders;
  for (const fs::path file : files) folders[file.parent_path()].insert(file);
  std::vector<std::vector<std::string>> lists;
  for (auto& [folder, paths] : folders) {
    const fs::path last = *paths.rbegin();
    add_files_before(folder, last, paths);
    lists.emplace_back(paths.begin(), paths.end());
  }
  return lists;
}

}  // namespace zdm::cli
