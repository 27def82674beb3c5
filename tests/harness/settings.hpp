#pragma once

#include <map>
#include <string>

#include "harness/crash/kill_point.hpp"
#include "harness/expectations.hpp"

namespace zdm::harness {

// How many of the places at which a run may end: a few of each case, chosen by its name, so that
// all cases together come by each kind; or every one.
enum class Kills { none, some, all };

// What a run of the harness was asked for.
struct Settings {
  Expectations::Mode mode = Expectations::Mode::compare;
  Kills kills = Kills::some;
};

// How often a run was ended, by the kind of step and the boundary.
using KillCounts = std::map<std::string, std::map<Boundary, int>>;

}  // namespace zdm::harness
