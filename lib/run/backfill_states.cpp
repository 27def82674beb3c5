#include "run/backfill_states.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <set>
#include <variant>

#include "run/lock_patience.hpp"
#include "run/table_size.hpp"

namespace zdm::run {
namespace {

struct Recorded {
  long long pages_done = 0;
  long long pages = 0;
  long long rows_written = 0;
};

long long number(const pg::Row& row, std::size_t i) { return std::stoll(row.at(i).value_or("0")); }

// By step, of those that have begun.
std::map<std::string, Recorded> recorded(pg::Session& session, const Journal& journal) {
  const Sql query =
      sql("SELECT step_id, sum(next_page - first_page) FILTER (WHERE pass = latest),\n"
          "  sum(end_page - first_page) FILTER (WHERE pass = latest), sum(rows_written)\n"
          "FROM (SELECT *, max(pass) OVER (PARTITION BY step_id) AS latest FROM {}.backfill\n"
          "      WHERE migration_id = {}) AS segments\n"
          "GROUP BY step_id",
          journal.state_schema(), journal.migration_id());
  std::map<std::string, Recorded> found;
  for (const pg::Row& row : session.query(query.text()).rows)
    found[row.at(0).value_or("")] = {number(row, 1), number(row, 2), number(row, 3)};
  return found;
}

// So long a look at a table may have to wait for whoever is altering it.
constexpr std::chrono::milliseconds kPatience{200};

// Only for tables that are not filled yet: a plan may have thousands. None where one is locked.
std::map<QualifiedName, TableSize> sizes_of_unfilled(pg::Session& session, const Plan& plan,
                                                     const std::vector<std::string>& steps_done) {
  std::set<QualifiedName> tables;
  for (const Step& step : plan.steps)
    if (const auto* work = std::get_if<Backfill>(&step.work))
      if (std::find(steps_done.begin(), steps_done.end(), step.id) == steps_done.end())
        tables.insert(work->table);
  std::map<QualifiedName, TableSize> sizes;
  look_without_waiting(session, kPatience, [&] { sizes = table_sizes(session, tables); });
  return sizes;
}

BackfillState begun(const QualifiedName& table, const Recorded& record, double rows_per_page) {
  BackfillState state{.table = table,
                      .pages_done = record.pages_done,
                      .pages = record.pages,
                      .rows_written = record.rows_written,
                      .pause = {}};
  state.rows_left = rows_left(state, rows_per_page);
  return state;
}

void add_report(BackfillState& state, const pg::Row& row) {
  state.rows_left = number(row, 1);
  state.rows_per_second = std::stod(row.at(2).value_or("0"));
  state.time_left = std::chrono::milliseconds(number(row, 3));
  state.pause = row.at(4).value_or("");
}

pg::Rows report(pg::Session& session, const Journal& journal, std::optional<int> at_work) {
  if (!at_work) return {};
  const Sql query =
      sql("SELECT step_id, rows_left, rows_per_second, ms_left, pause FROM {}.backfill_reports\n"
          "WHERE migration_id = {} AND pid = {}",
          journal.state_schema(), journal.migration_id(), *at_work);
  return session.query(query.text());
}

}  // namespace

long long rows_left(const BackfillState& state, double rows_per_page) {
  const double on_page =
      state.pages_done > 0 && state.rows_written > 0
          ? static_cast<double>(state.rows_written) / static_cast<double>(state.pages_done)
          : rows_per_page;
  const long long pages_left = std::max(0LL, state.pages - state.pages_done);
  return std::llround(on_page * static_cast<double>(pages_left));
}

Sql report_backfill(const Journal& journal, const std::string& step_id, int pid,
                    const BackfillState& state) {
  const Sql values = sql("{}, {}, clock_timestamp(), {}, {}, {}, {}", Literal{step_id}, pid,
                         state.rows_left, Sql::raw(fmt::format("{:.1f}", state.rows_per_second)),
                         static_cast<long long>(state.time_left.count()), Literal{state.pause});
  const Sql columns = sql("step_id, pid, at, rows_left, rows_per_second, ms_left, pause");
  return sql(
      "SET LOCAL synchronous_commit = off;\n"
      "INSERT INTO {0}.backfill_reports (migration_id, {1}) VALUES ({2}, {3})\n"
      "ON CONFLICT (migration_id) DO UPDATE SET ({1}) = ({3})",
      journal.state_schema(), columns, journal.migration_id(), values);
}

std::vector<BackfillState> backfill_states(pg::Session& session, const Journal& journal,
                                           const Plan& plan,
                                           const std::vector<std::string>& steps_done,
                                           std::optional<int> at_work) {
  const auto records = recorded(session, journal);
  const auto sizes = sizes_of_unfilled(session, plan, steps_done);
  const pg::Rows reported = report(session, journal, at_work);
  std::vector<BackfillState> states;
  for (const Step& step : plan.steps) {
    const auto* work = std::get_if<Backfill>(&step.work);
    if (work == nullptr) continue;
    const auto size = sizes.find(work->table);
    const TableSize its_size = size == sizes.end() ? TableSize{.pages = 0} : size->second;
    const auto record = records.find(step.id);
    BackfillState& state = states.emplace_back(begun(
        work->table, record == records.end() ? Recorded{.pages = its_size.pages} : record->second,
        its_size.rows_per_page));
    state.is_done = std::find(steps_done.begin(), steps_done.end(), step.id) != steps_done.end();
    if (!state.is_done && !reported.empty() && reported.rows[0].at(0) == step.id)
      add_report(state, reported.rows[0]);
  }
  return states;
}

}  // namespace zdm::run
