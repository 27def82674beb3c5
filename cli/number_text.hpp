#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/number.hpp"

namespace zdm::cli {

std::string bytes_text(long long bytes);               // "58 MB", of 1024 kB each
std::string percent(long long part, long long whole);  // "41 %"; of nothing, "100 %"

// Rows of cells in columns as wide as need be; the first row is the heading.
std::string columns(const std::vector<std::vector<std::string>>& rows);

}  // namespace zdm::cli
