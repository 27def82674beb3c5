#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace zdm::load {

// How long the statements of some clients took.
class Latencies {
 public:
  using Duration = std::chrono::microseconds;

  void add(Duration latency) { all_.push_back(latency); }
  void add(const Latencies& others) {
    all_.insert(all_.end(), others.all_.begin(), others.all_.end());
  }

  std::size_t count() const { return all_.size(); }

  // "4711 statements; median 0.4 ms, 90 % 1.2 ms, 99 % 5.0 ms, 99.9 % 81.0 ms, longest 120.0 ms"
  std::string to_text() const;

 private:
  std::vector<Duration> all_;
};

}  // namespace zdm::load
