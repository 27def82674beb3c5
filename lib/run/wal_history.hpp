#pragma once

#include <chrono>
#include <optional>
#include <vector>

namespace zdm::run {

// When the server's write-ahead log was at which position, as far as somebody has looked. From that
// it can be told how old the first of what a replica or an archive still lacks is: also where the
// server itself cannot say, such as for a replica whose replay stands still from the beginning.
class WalHistory {
 public:
  using Clock = std::chrono::steady_clock;

  // Positions never fall.
  void add(Clock::time_point now, long long position);

  // For how long at least the log has gone on past `position`; none if it has not.
  std::optional<std::chrono::milliseconds> past(long long position, Clock::time_point now) const;

 private:
  struct Look {
    Clock::time_point at;
    long long position;
  };
  void thin_out();

  std::vector<Look> looks_;
};

}  // namespace zdm::run
