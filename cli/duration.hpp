#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace zdm::cli {

// "500ms", "2s", "1.5s", "10m", "2h"; "0" needs no unit. Throws Error(usage) that says what would
// do.
std::chrono::milliseconds parse_duration(std::string_view text);

// In the form that parse_duration reads: the largest unit that leaves nothing over.
std::string duration_option(std::chrono::milliseconds duration);

// For people, rounded: "12 ms", "3.4 s", "2 min 5 s", "1 h 12 min".
std::string duration_text(std::chrono::milliseconds duration);

}  // namespace zdm::cli
