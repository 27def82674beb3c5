#pragma once

#include <array>
#include <compare>
#include <string>
#include <string_view>

namespace zdm::harness {

// A place in a run at which it may end.
enum class Boundary {
  before_step,
  before_command,      // one that runs by itself
  during_command,      // the same, while the server is at it
  before_transaction,  // BEGIN
  in_transaction,      // before a command in it
  before_commit,
  during_commit,  // the server has been told, and may or may not have done it
  after_step,
};

inline constexpr std::array<std::string_view, 8> kBoundaries{
    "before step",    "before command", "during command", "before begin",
    "in transaction", "before commit",  "during commit",  "after step"};

struct KillPoint {
  std::string step;  // its id; "(beginning)", "(end)" outside of them
  std::string kind;  // of the step: "backfill: batches"; see kind_of()
  Boundary boundary = Boundary::before_step;
  int number = 0;  // of its like, in one run of the step

  // What it is in every run of the same plan.
  std::string name() const;
  auto operator<=>(const KillPoint&) const = default;
};

inline bool is_during(Boundary boundary) {
  return boundary == Boundary::during_command || boundary == Boundary::during_commit;
}

}  // namespace zdm::harness
