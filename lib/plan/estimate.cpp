#include "plan/estimate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "core/number.hpp"

namespace zdm {
namespace {

constexpr double kMB = 1e6;

double bytes_per_second(const ReadSample& read) {
  return static_cast<double>(read.bytes) / read.seconds;
}

// A fill that has history goes at its rate, in whatever rows the table has; a scan as fast as some
// of the table was read.
Rate rate_of(Cost cost, const FillHistory& history, const TableExtent& table) {
  if (cost == Cost::writes_rows && history.backfills > 0)
    return {.rows_per_second = history.rows_per_second, .bytes_per_second = 0};
  if (cost == Cost::scans_table && table.read)
    return {.rows_per_second = 0, .bytes_per_second = bytes_per_second(*table.read)};
  return assumed_rate(cost);
}

double time_for(double amount, double per_second) {
  return per_second > 0 ? amount / per_second : 0;
}

struct StatementsOf {
  std::vector<Statement> operator()(const Transaction& work) const { return work.statements; }
  std::vector<Statement> operator()(const BuildIndex& work) const { return {work.create}; }
  std::vector<Statement> operator()(const DropIndex& work) const { return {work.drop}; }
  std::vector<Statement> operator()(const OutsideTransaction& work) const {
    return work.statements;
  }
  std::vector<Statement> operator()(const Backfill& work) const { return {work.update}; }
  std::vector<Statement> operator()(const Proof& work) const { return {work.query}; }
  std::vector<Statement> operator()(const PublishAsFound&) const { return {}; }
};

void add(std::optional<Estimate>& sum, const std::optional<Estimate>& more) {
  if (!more) return;
  if (!sum) {
    sum = more;
    return;
  }
  sum->rows = sum->rows && more->rows ? std::optional(*sum->rows + *more->rows) : std::nullopt;
  sum->bytes += more->bytes;
  sum->seconds += more->seconds;
}

std::optional<Estimate> estimate_of(const Plan& plan, const Extents& extents, bool contract) {
  std::optional<Estimate> sum;
  for (const Step& step : plan.steps)
    if ((step.phase == Phase::contract) == contract) add(sum, estimate(step, extents));
  return sum;
}

std::string_view doing(Cost cost) {
  switch (cost) {
    case Cost::brief:
      return "brief work";
    case Cost::scans_table:
      return "reading a table";
    case Cost::rewrites_table:
      return "rewriting a table";
    case Cost::builds_index:
      return "building an index";
    case Cost::writes_rows:
      return "filling rows";
  }
  return {};
}

long long as_mb(double bytes) { return static_cast<long long>(bytes / kMB); }

std::string history_line(const FillHistory& history) {
  return fmt::format("{}: {} rows/s, the median of {} earlier backfill{} here",
                     doing(Cost::writes_rows),
                     with_thousands(static_cast<long long>(history.rows_per_second)),
                     history.backfills, history.backfills == 1 ? "" : "s");
}

std::string sample_line(const QualifiedName& table, const ReadSample& read) {
  return fmt::format("reading {}: {} MB/s, as {:.1f} MB of it were read just now", table.name.str(),
                     as_mb(bytes_per_second(read)), static_cast<double>(read.bytes) / kMB);
}

std::string assumed_line(Cost cost) {
  const Rate rate = assumed_rate(cost);
  return fmt::format(
      "{}: {} rows/s or {} MB/s, whichever takes longer: assumed, and not measured here; it is "
      "less than zdm's own bench reaches on two cores",
      doing(cost), with_thousands(static_cast<long long>(rate.rows_per_second)),
      as_mb(rate.bytes_per_second));
}

// What a statement's estimate rests on.
std::string rate_line(const Statement& statement, const Extents& extents) {
  const TableExtent& table = extents.tables.at(*statement.table);
  if (statement.cost == Cost::writes_rows && extents.history.backfills > 0)
    return history_line(extents.history);
  if (statement.cost == Cost::scans_table && table.read)
    return sample_line(*statement.table, *table.read);
  return assumed_line(statement.cost);
}

}  // namespace

Rate assumed_rate(Cost cost) {
  switch (cost) {
    case Cost::brief:
      return {};
    case Cost::scans_table:
      return {.rows_per_second = 500'000, .bytes_per_second = 100 * kMB};
    case Cost::rewrites_table:
      return {.rows_per_second = 100'000, .bytes_per_second = 25 * kMB};
    case Cost::builds_index:
      return {.rows_per_second = 150'000, .bytes_per_second = 50 * kMB};
    case Cost::writes_rows:
      return {.rows_per_second = 25'000, .bytes_per_second = 10 * kMB};
  }
  return {};
}

std::optional<Estimate> estimate(const Statement& statement, const Extents& extents) {
  if (statement.cost == Cost::brief || !statement.table) return std::nullopt;
  const auto found = extents.tables.find(*statement.table);
  if (found == extents.tables.end()) return std::nullopt;
  const TableExtent& table = found->second;
  const Rate rate = rate_of(statement.cost, extents.history, table);
  const double for_rows =
      time_for(static_cast<double>(table.rows.value_or(0)), rate.rows_per_second);
  const double for_bytes = time_for(static_cast<double>(table.bytes), rate.bytes_per_second);
  return Estimate{
      .rows = table.rows, .bytes = table.bytes, .seconds = std::max(for_rows, for_bytes)};
}

std::vector<Statement> statements_of(const Step& step) {
  return std::visit(StatementsOf{}, step.work);
}

std::optional<Estimate> estimate(const Step& step, const Extents& extents) {
  std::optional<Estimate> sum;
  for (const Statement& statement : statements_of(step)) add(sum, estimate(statement, extents));
  return sum;
}

std::optional<Estimate> estimate_of_start(const Plan& plan, const Extents& extents) {
  return estimate_of(plan, extents, false);
}

std::optional<Estimate> estimate_of_complete(const Plan& plan, const Extents& extents) {
  return estimate_of(plan, extents, true);
}

std::set<QualifiedName> scanned_tables(const Plan& plan) {
  std::set<QualifiedName> tables;
  for (const Step& step : plan.steps)
    for (const Statement& statement : statements_of(step))
      if (statement.table && statement.cost == Cost::scans_table) tables.insert(*statement.table);
  return tables;
}

std::vector<std::string> grounds(const Plan& plan, const Extents& extents) {
  std::set<std::pair<Cost, std::string>> rates;
  bool unknown = false;
  for (const Step& step : plan.steps)
    for (const Statement& statement : statements_of(step))
      if (const auto told = estimate(statement, extents)) {
        rates.emplace(statement.cost, rate_line(statement, extents));
        unknown = unknown || !told->rows;
      }
  if (rates.empty()) return {};
  std::vector<std::string> lines{
      "rows and bytes: as the server's statistics (pg_class) and its files have them now"};
  if (unknown)
    lines.push_back("a table without a number of rows was never analyzed: its bytes alone count");
  for (const auto& [cost, line] : rates) lines.push_back(line);
  return lines;
}

}  // namespace zdm
