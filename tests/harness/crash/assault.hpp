#pragma once

#include <set>
#include <string>
#include <vector>

#include "harness/crash/commands.hpp"

namespace zdm::harness {

// Whose clients go on working while a command runs, and is killed. The new version's count only
// where it is published.
enum class Live { old_version, both, new_version };

// Kills zdm on the database of a rehearsal, and looks at what its clients meet then.
class Assault {
 public:
  explicit Assault(Rehearsal& rehearsal) : rehearsal_(rehearsal) {}

  // Kills the command at each of the wanted places (all, if there are none), each time it comes to
  // one for the first time, and starts it again, until it comes to its end. `false`, and a failure
  // is noted, if it does not.
  bool kill_and_repeat(const std::string& name, const Command& command,
                       const std::set<std::string>& wanted, Live live);

  // Kills it there, once. `false` if it came to its end before, or has failed.
  bool kill_once(const std::string& name, const Command& command, const std::string& place,
                 Live live);

  // Runs it to its end. `false`, and a failure is noted, if it fails.
  bool run(const std::string& name, const Command& command);

  // Is a migration active, as `zdm status` sees it?
  bool is_active();

 private:
  void kill(Victim& victim, const Victim::Stop& stop);
  void kill_while_it_waits(Victim& victim, const Victim::Stop& stop);
  void look_at_clients(Live live);
  void look_at_new_clients();
  bool went_wrong(const std::string& name, const Victim& victim);
  bool was_done_already(const Victim& victim) const;
  bool take_back_what_cannot_be_repeated(const Victim& victim);

  Rehearsal& rehearsal_;
  std::string last_;  // " after it was killed at …"
};

// A few of the places, chosen by the name of the case; all of them, if that is what was asked for.
std::vector<KillPoint> chosen(Rehearsal& rehearsal, const std::vector<KillPoint>& points,
                              std::size_t few);
std::set<std::string> names_of(const std::vector<KillPoint>& points);

}  // namespace zdm::harness
