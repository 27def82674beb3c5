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

std::string backfill_line(const BackfillProgress& progress) {
  std::string text = fmt::format("backfill {}: {}, {} rows", plain(progress.table.name),
                                 percent(progress.pages_done, progress.pages),
                                 with_thousands(progress.rows_written));
  if (progress.rows_per_second > 0)
    text += fmt::format(", {} rows/s",
                        with_thousands(static_cast<long long>(progress.rows_per_second)));
  if (progress.time_left.count() > 0)
    text += fmt::format(", {} left", duration_text(progress.time_left));
  return text;
}

std::string backfill_bar(const BackfillProgress& progress) {
  const long long whole = std::max(progress.pages, 1LL);
  const long long filled = std::clamp(progress.pages_done * kBarWidth / whole, 0LL, kBarWidth);
  return fmt::format("[{:#<{}}{:-<{}}] {}", "", filled, "", kBarWidth - filled,
                     backfill_line(progress));
}

}  // namespace zdm::cli
