#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/crash/kill_point.hpp"
#include "harness/dump.hpp"

namespace zdm::harness {

// The course of a migration that nothing disturbs: what every other course is held against.
struct Course {
  struct Run {
    std::vector<KillPoint> points;  // where it might have been ended
    Dump after;
  };

  // What clients of a version do, and what comes of it.
  struct Clients {
    std::string probe;
    std::string outcome;
  };

  Dump before;
  Clients old_clients;         // before start
  Clients new_clients;         // once their version is published
  bool values_differ = false;  // from one start to the next: a clock, a random number
  std::optional<Run> start;
  std::optional<Run> rollback;
  std::optional<Run> complete;
};

}  // namespace zdm::harness
