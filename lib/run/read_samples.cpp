#include "run/read_samples.hpp"

#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "run/lock_patience.hpp"
#include "run/schema_session.hpp"
#include "sql/sql.hpp"

namespace zdm::run {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds kForLocks{20};
constexpr milliseconds kForATable{100};
constexpr milliseconds kForAll{500};

constexpr long long kLeastBytes = 16 * 1024 * 1024;
// The first piece is small, in case that the disk is slow; each next one is four times as large.
constexpr long long kFirstPages = 64;
constexpr long long kMostPages = 4096;
constexpr double kTellingSeconds = 0.01;

long long page_size(pg::Session& session) {
  return std::stoll(session.query("SELECT current_setting('block_size')").value());
}

// The server's own time, without the way there and back. As VALIDATE does, it looks at each row,
// and by one process. Of a partitioned table, these pages of each partition are read.
ReadSample read_pages(pg::Session& session, const QualifiedName& table, long long first,
                      long long pages) {
  const auto tid = [](long long page) { return Literal{"(" + std::to_string(page) + ",0)"}; };
  const Sql query =
      sql("EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) SELECT count(*) FROM {}\n"
          "WHERE ctid >= {}::tid AND ctid < {}::tid",
          table, tid(first), tid(first + pages));
  const auto told = nlohmann::json::parse(session.query(query.text()).value()).at(0);
  const auto& plan = told.at("Plan");
  const long long blocks = plan.at("Shared Hit Blocks").get<long long>() +
                           plan.at("Shared Read Blocks").get<long long>();
  return {blocks * page_size(session), told.at("Execution Time").get<double>() / 1000};
}

// From the middle on, which is less likely to be in memory than what was written last; partitions
// may not be as long as that.
std::optional<ReadSample> sample_of(pg::Session& session, const QualifiedName& table,
                                    long long bytes) {
  const long long size = page_size(session);
  long long first = bytes / size / 2;
  if (read_pages(session, table, first, 1).bytes == 0) first = 0;
  ReadSample sample;
  for (long long pages = kFirstPages; pages <= kMostPages; pages *= 4) {
    if ((first + pages) * size > bytes || sample.seconds > kTellingSeconds) break;
    sample = read_pages(session, table, first, pages);
    first += pages;
  }
  return sample.bytes > 0 && sample.seconds > 0 ? std::optional(sample) : std::nullopt;
}

std::optional<ReadSample> sample_in_time(pg::Session& session, const QualifiedName& table,
                                         long long bytes) {
  std::optional<ReadSample> sample;
  const auto look = [&] {
    session.query(sql("SET LOCAL statement_timeout = {}; SET LOCAL jit = off;"
                      "SET LOCAL max_parallel_workers_per_gather = 0",
                      static_cast<long long>(kForATable.count()))
                      .text());
    sample = sample_of(session, table, bytes);
  };
  try {
    if (!look_without_waiting(session, kForLocks, look)) return std::nullopt;
  } catch (const Error& error) {
    // Nothing of the plan depends on it: too slow, or a table whose rows one may not read.
    if (is_connection_error(error) || error.kind() == ErrorKind::interrupted) throw;
  }
  return sample;
}

}  // namespace

void add_read_samples(pg::Session& session, const std::set<QualifiedName>& tables,
                      std::map<QualifiedName, TableExtent>& extents) {
  const auto begin = Clock::now();
  for (const QualifiedName& table : tables) {
    const auto found = extents.find(table);
    if (found == extents.end() || found->second.bytes < kLeastBytes) continue;
    if (Clock::now() - begin > kForAll) return;
    found->second.read = sample_in_time(session, table, found->second.bytes);
  }
}

}  // namespace zdm::run
