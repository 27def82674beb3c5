#include "plan/estimate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/number.hpp"

namespace zdm {
namespace {

constexpr double kMB = 1e6;

// A fill that has history goes at its rate, in whatever rows the table has.
Rate rate_of(Cost cost, const FillHistory& history) {
  if (cost == Cost::writes_rows && history.backfills > 0)
    return {.rows_per_second = history.rows_per_second, .bytes_per_second = 0};
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

std::string rate_line(Cost cost, const FillHistory& history) {
  const Rate rate = rate_of(cost, history);
  const std::string rows = with_thousands(static_cast<long long>(rate.rows_per_second));
  if (rate.bytes_per_second == 0)
    return fmt::format("{}: {} rows/s, the median of {} earlier backfill{} here", doing(cost), rows,
                       history.backfills, history.backfills == 1 ? "" : "s");
  return fmt::format(
      "{}: {} rows/s or {} MB/s, whichever takes longer: assumed, most servers are "
      "faster",
      doing(cost), rows, static_cast<long long>(rate.bytes_per_second / kMB));
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
  const Rate rate = rate_of(statement.cost, extents.history);
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

std::vector<std::string> grounds(const Plan& plan, const Extents& extents) {
  std::set<Cost> costs;
  bool unknown = false;
  for (const Step& step : plan.steps)
    for (const Statement& statement : statements_of(step))
      if (const auto told = estimate(statement, extents)) {
        costs.insert(statement.cost);
        unknown = unknown || !told->rows;
      }
  if (costs.empty()) return {};
  std::vector<std::string> lines{
      "rows and bytes: as the server's statistics (pg_class) and its files have them now"};
  if (unknown)
    lines.push_back("a table without a number of rows was never analyzed: its bytes alone count");
  for (const Cost cost : costs) lines.push_back(rate_line(cost, extents.history));
  return lines;
}

}  // namespace zdm
