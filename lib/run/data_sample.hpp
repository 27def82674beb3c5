#pragma once

#include <chrono>
#include <optional>

namespace zdm::run {

// How far to look at the rows that are there before a migration starts.
struct DataSample {
  std::optional<long long> rows = 10000;  // of each table; none: all
  std::chrono::milliseconds statement_timeout{10000};
};

}  // namespace zdm::run
