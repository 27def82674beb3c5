#include "backfill_pace.hpp"

#include <fmt/format.h>

#include "core/error.hpp"

namespace zdm::cli {
namespace {

constexpr int kMostWorkers = 64;

}  // namespace

void check_pace(std::optional<int> workers, std::optional<std::chrono::milliseconds> batch_time) {
  if (batch_time && batch_time->count() < 1)
    throw Error(ErrorKind::usage, "the time of a batch must be at least 1ms");
  if (workers && *workers > kMostWorkers)
    throw Error(
        ErrorKind::usage,
        fmt::format("{} workers are more than {}, which is the most", *workers, kMostWorkers),
        "each is a connection of its own; more than the server has processors only wait "
        "for one another");
}

}  // namespace zdm::cli
