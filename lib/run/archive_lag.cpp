#include "run/archive_lag.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "run/duration_text.hpp"

namespace zdm::run {
namespace {

using std::chrono::milliseconds;

constexpr std::string_view kArchiver = R"(
SELECT current_setting('archive_mode') <> 'off',
  pg_size_bytes(current_setting('wal_segment_size')), last_archived_wal,
  pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')
FROM pg_catalog.pg_stat_archiver)";

}  // namespace

// 8 hexadecimal digits each for the timeline, the upper half of the position, and which file of its
// four gigabytes it is; more behind them for other files that are archived as well.
std::optional<long long> end_of_wal_file(const std::string& name, long long size) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  if (name.size() != 24 || name.find_first_not_of(kDigits) != std::string::npos)
    return std::nullopt;
  const long long upper = std::stoll(name.substr(8, 8), nullptr, 16);
  const long long file = std::stoll(name.substr(16, 8), nullptr, 16);
  return (upper << 32) + (file + 1) * size;
}

std::string ArchiveLag::behind(pg::Session& session, const WalHistory& log, milliseconds most) {
  const pg::Row row = session.query(kArchiver).rows.at(0);
  if (row.at(0) != "t") return {};
  const long long size = std::stoll(row.at(1).value_or("0"));
  const auto archived = end_of_wal_file(row.at(2).value_or(""), size);
  if (!archived_to_) {
    const long long position = std::stoll(row.at(3).value_or("0"));
    archived_to_ = position - position % size;
  }
  if (archived) archived_to_ = std::max(*archived_to_, *archived);
  // A file of which something is still to be written is not late.
  const auto lag = log.past(*archived_to_ + size - 1, WalHistory::Clock::now());
  if (!lag || *lag <= most) return {};
  return fmt::format("the WAL archiver is {} behind", duration_text(*lag));
}

}  // namespace zdm::run
