#include "load/latencies.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace zdm::load {
namespace {

double milliseconds(Latencies::Duration duration) {
  return static_cast<double>(duration.count()) / 1000;
}

}  // namespace

std::string Latencies::to_text() const {
  if (all_.empty()) return "no statements";
  std::vector<Duration> sorted = all_;
  std::sort(sorted.begin(), sorted.end());
  const auto at = [&sorted](double share) {
    const auto i = static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1));
    return milliseconds(sorted[i]);
  };
  return fmt::format(
      "{} statements; median {:.1f} ms, 90 % {:.1f} ms, 99 % {:.1f} ms, 99.9 % {:.1f} ms, "
      "longest {:.1f} ms",
      sorted.size(), at(0.5), at(0.9), at(0.99), at(0.999), at(1));
}

}  // namespace zdm::load
