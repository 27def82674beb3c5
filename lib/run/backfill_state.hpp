#pragma once

#include <chrono>
#include <string>

#include "core/identifier.hpp"

namespace zdm::run {

// How far the backfill of one table is.
struct BackfillState {
  QualifiedName table;
  long long pages_done = 0;
  long long pages = 0;
  long long rows_written = 0;
  long long rows_left = 0;  // an estimate, exact only at the end
  // Of now, while a zdm is filling the table. 0: not known, or it does not go on.
  double rows_per_second = 0;
  std::chrono::milliseconds time_left{0};
  bool is_done = false;  // and it is proven that no row is left
  std::string pause;     // why it writes nothing now; empty: it does, or it is not its turn
};

}  // namespace zdm::run
