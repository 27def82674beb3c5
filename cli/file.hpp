#pragma once

#include <string>
#include <string_view>

namespace zdm::cli {

// Both throw Error(failed), also if the disk is full.
std::string read_file(const std::string& path);
void write_file(const std::string& path, std::string_view text);

}  // namespace zdm::cli
