#pragma once

#include <chrono>
#include <string>

#include "core/identifier.hpp"

namespace zdm::cli {

struct BackfillProgress {
  QualifiedName table;
  long long pages_done = 0;
  long long pages = 0;
  long long rows_written = 0;
  double rows_per_second = 0;              // 0: not known yet
  std::chrono::milliseconds time_left{0};  // 0: not known yet
};

// "backfill users: 41 %, 412,000 rows, 95,000 rows/s, 6.2 s left"
std::string backfill_line(const BackfillProgress& progress);

// The same behind a bar: "[########------------] …"
std::string backfill_bar(const BackfillProgress& progress);

}  // namespace zdm::cli
