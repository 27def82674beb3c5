#pragma once

#include <chrono>
#include <string>

namespace zdm::run {

// For messages: "300 ms", "35 s", "12 minutes".
std::string duration_text(std::chrono::milliseconds duration);

}  // namespace zdm::run
