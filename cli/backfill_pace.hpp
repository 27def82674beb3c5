#pragma once

#include <chrono>
#include <optional>

namespace zdm::cli {

// Throws Error(usage) where a backfill cannot go on so: without time for a batch, or with more
// workers than a server has use for.
void check_pace(std::optional<int> workers, std::optional<std::chrono::milliseconds> batch_time);

}  // namespace zdm::cli
