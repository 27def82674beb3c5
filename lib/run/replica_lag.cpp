#include "run/replica_lag.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "run/duration_text.hpp"
#include "sql/sql.hpp"

namespace zdm::run {
namespace {

using std::chrono::milliseconds;

// Who, what of the log it has, and what the server says of its lag. A base backup that is being
// taken streams too, and replays nothing. A slot without a replica would be waited for in vain.
constexpr std::string_view kReplicas = R"(
SELECT 'replica ' || quote_ident(application_name), pg_wal_lsn_diff(replay_lsn, '0/0'),
  round(extract(epoch FROM replay_lag) * 1000)::bigint
FROM pg_catalog.pg_stat_replication
WHERE replay_lsn IS NOT NULL
UNION ALL
SELECT 'the replica of slot ' || quote_ident(slot_name),
  pg_wal_lsn_diff(coalesce(confirmed_flush_lsn, restart_lsn), '0/0'), NULL
FROM pg_catalog.pg_replication_slots
WHERE active AND NOT temporary AND restart_lsn IS NOT NULL
  AND active_pid IN (SELECT pid FROM pg_catalog.pg_stat_replication WHERE state IS NULL)
ORDER BY 1)";

// What the server says is kept a while after the replica has caught up, and means nothing then.
milliseconds lag_of(const pg::Row& row, const WalHistory& log) {
  const auto seen = log.past(std::stoll(row.at(1).value_or("0")), WalHistory::Clock::now());
  if (!seen) return milliseconds(0);
  return std::max(*seen, milliseconds(std::stoll(row.at(2).value_or("0"))));
}

}  // namespace

std::string lagging_replica(pg::Session& session, const WalHistory& log, milliseconds most) {
  std::string worst;
  milliseconds longest = most;
  for (const pg::Row& row : session.query(kReplicas).rows) {
    const milliseconds lag = lag_of(row, log);
    if (lag <= longest) continue;
    longest = lag;
    worst = row.at(0).value_or("");
  }
  if (worst.empty()) return {};
  return fmt::format("{} is {} behind", worst, duration_text(longest));
}

std::optional<HiddenReplicas> hidden_replicas(pg::Session& session) {
  const pg::Row row = session
                          .query(
                              "SELECT count(*), current_user FROM "
                              "pg_catalog.pg_stat_replication WHERE state IS NULL")
                          .rows.at(0);
  const long long hidden = std::stoll(row.at(0).value_or("0"));
  if (hidden == 0) return std::nullopt;
  const Identifier role(row.at(1).value_or(""));
  return HiddenReplicas{
      .what = fmt::format("role {} may not see how far {} {} behind: a backfill waits for those "
                          "with a replication slot until they have received what is written, and "
                          "for no other",
                          role.quoted(), hidden, hidden == 1 ? "replica is" : "replicas are"),
      .remedy = sql("GRANT pg_read_all_stats TO {}", role).text()};
}

}  // namespace zdm::run
