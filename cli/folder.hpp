#pragma once

#include <string>
#include <vector>

namespace zdm::cli {

// For each folder among the files: all its migration files by name, as far as the last of those
// given. Files that are not there are in the lists too: reading them tells.
std::vector<std::vector<std::string>> with_files_before(const std::vector<std::string>& files);

// Is it a folder? Migration files are none.
bool is_folder(const std::string& path);

// The migration files of a folder, in their order. Throws Error(failed) where it cannot be read.
std::vector<std::string> migration_files(const std::string& folder);

}  // namespace zdm::cli
