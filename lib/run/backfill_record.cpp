#include "run/backfill_record.hpp"

namespace zdm::run {
namespace {

long long number(const pg::Row& row, std::size_t i) { return std::stoll(row.at(i).value_or("0")); }

}  // namespace

BackfillRecord::Pass BackfillRecord::latest_pass(pg::Session& session) const {
  const Sql query =
      sql("SELECT pass, segment, first_page, next_page, end_page, rows_written FROM {}.backfill\n"
          "WHERE migration_id = {} AND step_id = {} ORDER BY pass, next_page",
          journal_.state_schema(), journal_.migration_id(), Literal{step_id_});
  Pass pass;
  long long rows_written = 0;
  for (const pg::Row& row : session.query(query.text()).rows) {
    const int its_pass = static_cast<int>(number(row, 0));
    if (its_pass != pass.number) pass = {.number = its_pass, .ranges = {}};
    const int segment = static_cast<int>(number(row, 1));
    const PageRange range{.segment = segment, .next = number(row, 3), .end = number(row, 4)};
    if (!range.empty()) pass.ranges.push_back(range);
    pass.segments = std::max(pass.segments, segment + 1);
    pass.pages += range.end - number(row, 2);
    pass.pages_done += range.next - number(row, 2);
    rows_written += number(row, 5);
  }
  pass.rows_written = rows_written;
  return pass;
}

long long BackfillRecord::next_page(pg::Session& session, int pass, int segment) const {
  const Sql query =
      sql("SELECT next_page FROM {}.backfill\n"
          "WHERE migration_id = {} AND step_id = {} AND pass = {} AND segment = {}",
          journal_.state_schema(), journal_.migration_id(), Literal{step_id_}, pass, segment);
  return std::stoll(session.query(query.text()).value());
}

Sql BackfillRecord::begin_pass(int number, const std::vector<PageRange>& ranges) const {
  std::vector<Sql> rows;
  for (const PageRange& range : ranges)
    rows.push_back(sql("({}, {}, {}, {}, {}, {}, {}, {}, {})", journal_.migration_id(),
                       Literal{step_id_}, number, range.segment, Literal{table_.schema.str()},
                       Literal{table_.name.str()}, range.next, range.next, range.end));
  return sql(
      "INSERT INTO {}.backfill (migration_id, step_id, pass, segment, table_schema, table_name,\n"
      "                         first_page, next_page, end_page)\nVALUES {}\n"
      "ON CONFLICT (migration_id, step_id, pass, segment) DO NOTHING",
      journal_.state_schema(), join(rows, ", "));
}

Sql BackfillRecord::advance(int pass, const PageRange& range, long long next,
                            long long rows) const {
  return sql(
      "UPDATE {}.backfill SET next_page = {}, rows_written = rows_written + {}\n"
      "WHERE migration_id = {} AND step_id = {} AND pass = {} AND segment = {}",
      journal_.state_schema(), next, rows, journal_.migration_id(), Literal{step_id_}, pass,
      range.segment);
}

Sql BackfillRecord::split(int pass, const PageRange& range,
                          const std::vector<PageRange>& rest) const {
  const Sql end =
      sql("UPDATE {}.backfill SET end_page = next_page\n"
          "WHERE migration_id = {} AND step_id = {} AND pass = {} AND segment = {}",
          journal_.state_schema(), journal_.migration_id(), Literal{step_id_}, pass, range.segment);
  return sql("{};\n{}", end, begin_pass(pass, rest));
}

}  // namespace zdm::run
