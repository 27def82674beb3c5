#pragma once

#include <chrono>
#include <random>

namespace zdm::run {

// Pauses between attempts: they grow from 100 ms by 1.6 to 10 s, each with a jitter of a fifth, so
// that two who wait for one another do not meet again and again.
class Pauses {
 public:
  Pauses() : random_(std::random_device{}()) {}
  explicit Pauses(unsigned seed) : random_(seed) {}

  std::chrono::milliseconds next();

  // The pause before attempt n + 1, without jitter; n from 0.
  static std::chrono::milliseconds after(int attempts);

 private:
  std::minstd_rand random_;
  int taken_ = 0;
};

}  // namespace zdm::run
