#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace zdm::cli {

std::string with_thousands(long long number);          // "1,234,567"
std::string percent(long long part, long long whole);  // "41 %"; of nothing, "100 %"

// Rows of cells in columns as wide as need be; the first row is the heading.
std::string columns(const std::vector<std::vector<std::string>>& rows);

}  // namespace zdm::cli
