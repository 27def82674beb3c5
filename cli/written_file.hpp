#pragma once

#include <string>
#include <string_view>

namespace zdm::cli {

// Throws Error(failed), also if the disk is full.
void write_file(const std::string& path, std::string_view text);

}  // namespace zdm::cli
