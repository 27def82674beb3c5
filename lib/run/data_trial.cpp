#include "run/data_trial.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/number.hpp"
#include "core/search_path.hpp"
#include "pg/read_only.hpp"
#include "run/schema_session.hpp"

namespace zdm::run {
namespace {

constexpr std::string_view kWrites = "25006";    // read_only_sql_transaction
constexpr std::string_view kTookLong = "57014";  // query_canceled
constexpr double kRowsAtOnce = 10000;
constexpr std::size_t kMostFailing = 10000;

std::string array_of(const std::vector<std::string>& tids) {
  if (tids.empty()) return "{}";
  return fmt::format("{{\"{}\"}}", fmt::join(tids, "\",\""));
}

std::vector<std::string> first_column(const pg::Rows& rows) {
  std::vector<std::string> texts;
  for (const pg::Row& row : rows.rows) texts.push_back(row.at(0).value_or(""));
  return texts;
}

// The first few of each page are as good as any; the order by hash takes some of every page.
Sql sample_query(const QualifiedName& table, double percent, long long limit) {
  const Sql method =
      percent < 100 ? Sql::raw(fmt::format(" TABLESAMPLE SYSTEM ({:.6f}) REPEATABLE (0)", percent))
                    : sql("");
  return sql(
      "SELECT t.ctid FROM ONLY {} AS t{} ORDER BY pg_catalog.hashtid(t.ctid), t.ctid LIMIT {}",
      table, method, limit);
}

bool is_about_the_world(const Error& error) {
  return is_connection_error(error) || error.kind() == ErrorKind::interrupted;
}

std::string why(const Error& error) {
  if (error.sqlstate() == kTookLong) return "it takes longer than --check-data-timeout";
  return error.what();
}

}  // namespace

DataTrial::DataTrial(pg::Session& session, const Options& options, const DataSample& sample,
                     const Interruption& interruption, const DataCheck& check,
                     const TableSize& size, double share)
    : session_(session),
      options_(options),
      sample_(sample),
      interruption_(interruption),
      check_(check),
      size_(size),
      share_(share),
      tally_(check) {}

DataTally DataTrial::run(std::set<std::string>& untried) {
  try {
    if (sample_.rows)
      try_sample();
    else
      try_all();
  } catch (const Error& error) {
    if (is_about_the_world(error)) throw;
    tally_.untested.push_back(why(error));
  }
  untried.merge(writing_);
  return std::move(tally_);
}

void DataTrial::try_sample() {
  read_only([&] { test_keys(array_of(try_rows(sampled()))); });
}

void DataTrial::try_all() {
  const auto step = static_cast<long long>(std::max(1.0, kRowsAtOnce / size_.rows_per_page));
  for (long long page = 0; page < size_.pages && writing_.empty(); page += step) {
    interruption_.check();
    read_only([&] { try_rows(rows_between(page, page + step)); });
  }
  tally_.is_sample = false;
  if (failing_.size() > kMostFailing)
    tally_.untested.push_back("equal keys, since so many rows raise errors");
  else
    read_only([&] { test_keys(std::nullopt); });
}

void DataTrial::read_only(const std::function<void()>& work) {
  const Sql settings = sql("SET LOCAL search_path = {}, pg_temp; SET LOCAL statement_timeout = {}",
                           expression_path(options_.schema, options_.search_path),
                           static_cast<long long>(sample_.statement_timeout.count()));
  pg::read_only(session_, settings.text(), options_.lock.timeout, work);
}

DataTrial::Tids DataTrial::sampled() {
  const auto wanted = std::max(1LL, std::llround(static_cast<double>(*sample_.rows) * share_));
  const double rows = size_.rows_per_page * static_cast<double>(size_.pages);
  // Twice as many pages as would do, and a part of the rows of each; more of them where the
  // statistics have promised too much.
  double percent = rows > 0 ? 200.0 * static_cast<double>(wanted) / rows : 100;
  for (;; percent *= 4) {
    Tids tids = first_column(
        session_.query(sample_query(check_.table, std::min(percent, 100.0), wanted + 1).text()));
    tally_.is_sample = percent < 100 || static_cast<long long>(tids.size()) > wanted;
    if (static_cast<long long>(tids.size()) > wanted) tids.pop_back();
    if (percent >= 100 || static_cast<long long>(tids.size()) == wanted) return tids;
  }
}

DataTrial::Tids DataTrial::rows_between(long long first_page, long long end_page) {
  const Sql query = sql("SELECT ctid FROM ONLY {} WHERE ctid >= '({},0)' AND ctid < '({},0)'",
                        check_.table, first_page, end_page);
  return first_column(session_.query(query.text()));
}

DataTrial::Tids DataTrial::try_rows(Tids rows) {
  tally_.rows += static_cast<long long>(rows.size());
  session_.query("SAVEPOINT zdm_rows");
  try {
    test(rows);
    return rows;
  } catch (const Error& error) {
    if (is_about_the_world(error) || error.sqlstate() == kTookLong) throw;
    session_.query("ROLLBACK TO SAVEPOINT zdm_rows");
  }
  rows = without_failing(rows);
  if (writing_.empty()) test(rows);
  return rows;
}

// One row after the other, in a subtransaction each: some 30 µs a row.
DataTrial::Tids DataTrial::without_failing(const Tids& rows) {
  session_.query("SELECT pg_catalog.set_config('zdm.rows', $1, true)", {array_of(rows)});
  session_.query(check_.find_failing.text());
  const std::string failing =
      session_.query("SELECT pg_catalog.current_setting('zdm.failing')").value();
  std::set<std::string> tids;
  for (const auto& row : nlohmann::json::parse(failing)) {
    tids.insert(row.at(0).get<std::string>());
    if (row.at(2).get<std::string>() == kWrites)
      writing_.insert(check_.stages.at(row.at(1).get<std::size_t>()));
  }
  tally_.add_failing(check_, failing);
  failing_.insert(failing_.end(), tids.begin(), tids.end());
  Tids rest;
  std::copy_if(rows.begin(), rows.end(), std::back_inserter(rest),
               [&](const std::string& tid) { return tids.count(tid) == 0; });
  return rest;
}

void DataTrial::test(const Tids& rows) {
  tally_.add_tests(check_, session_.query(check_.test_rows.text(), {array_of(rows)}).value());
}

void DataTrial::test_keys(const pg::Value& rows) {
  if (!writing_.empty()) return;
  for (std::size_t i = 0; i < check_.key_tests.size(); ++i) {
    const KeyTest& test = check_.key_tests[i];
    session_.query("SAVEPOINT zdm_keys");
    try {
      tally_.add_key_test(check_, i,
                          session_.query(test.query.text(), {rows, array_of(failing_)}).value());
    } catch (const Error& error) {
      if (is_about_the_world(error)) throw;
      session_.query("ROLLBACK TO SAVEPOINT zdm_keys");
      tally_.untested.push_back(test.subject + ": " + why(error));
    }
  }
}

}  // namespace zdm::run
