#include "run/pauses.hpp"

#include <algorithm>
#include <cmath>

namespace zdm::run {
namespace {

constexpr double kFirst = 100;
constexpr double kGrowth = 1.6;
constexpr double kLongest = 10000;
constexpr double kJitter = 0.2;

}  // namespace

std::chrono::milliseconds Pauses::after(int attempts) {
  const double pause = std::min(kLongest, kFirst * std::pow(kGrowth, std::min(attempts, 50)));
  return std::chrono::milliseconds(std::llround(pause));
}

std::chrono::milliseconds Pauses::next() {
  std::uniform_real_distribution<double> factor(1 - kJitter, 1 + kJitter);
  const double pause = static_cast<double>(after(taken_++).count()) * factor(random_);
  return std::chrono::milliseconds(std::llround(pause));
}

}  // namespace zdm::run
