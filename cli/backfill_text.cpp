#include "backfill_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "duration.hpp"
#include "lock_text.hpp"
#include "number_text.hpp"

namespace zdm::cli {
namespace {

constexpr long long kBarWidth = 20;

}  // namespace

std::string backfill_numbers(const run::BackfillState& state) {
  std::string text = fmt::format("{}, {} rows", percent(state.pages_done, state.pages),
                                 with_thousands(state.rows_written));
  if (state.rows_left > 0) text += fmt::format(", about {} left", with_thousands(state.rows_left));
  if (state.rows_per_second >= 1)
    text +=
        fmt::format(", {} rows/s", with_thousands(static_cast<long long>(state.rows_per_second)));
  if (state.time_left.count() > 0)
    text += fmt::format(", {} to go", duration_text(state.time_left));
  if (!state.pause.empty()) text += ", pauses: " + state.pause;
  return text;
}

std::string backfill_line(const run::BackfillState& state) {
  return fmt::format("backfill {}: {}", plain(state.table.name), backfill_numbers(state));
}

std::string backfill_bar(const run::BackfillState& state) {
  const long long whole = std::max(state.pages, 1LL);
  const long long filled = std::clamp(state.pages_done * kBarWidth / whole, 0LL, kBarWidth);
  return fmt::format("[{:#<{}}{:-<{}}] {}", "", filled, "", kBarWidth - filled,
                     backfill_line(state));
}

}  // namespace zdm::cli
