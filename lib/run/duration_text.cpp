#include "run/duration_text.hpp"

#include <fmt/format.h>

namespace zdm::run {

std::string duration_text(std::chrono::milliseconds duration) {
  if (duration < std::chrono::seconds(1)) return fmt::format("{} ms", duration.count());
  const long long seconds = duration.count() / 1000;
  return seconds < 120 ? fmt::format("{} s", seconds) : fmt::format("{} minutes", seconds / 60);
}

}  // namespace zdm::run
