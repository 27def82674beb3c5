#pragma once

#include <map>
#include <string>

#include "harness/crash/kill_point.hpp"
#include "harness/expectations.hpp"

namespace zdm::harness {

// How many of the places at which a run may end: a few of each case, chosen by its name, so that
// all cases together come by each kind; or every one.
enum class Kills { none, some, all };

// Which cases go through the checks that no section of theirs asks for, where not all of them do:
// one in `of`, by the case's name; runs with each `number` up to `of` come by all of them.
struct Share {
  unsigned number = 1;  // from 1 on
  unsigned of = 1;
};

// What a run of the harness was asked for.
struct Settings {
  Expectations::Mode mode = Expectations::Mode::compare;
  Kills kills = Kills::some;
  Share share{};
};

// How often a run was ended, by the kind of step and the boundary.
using KillCounts = std::map<std::string, std::map<Boundary, int>>;

}  // namespace zdm::harness
