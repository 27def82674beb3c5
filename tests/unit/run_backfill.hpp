// A table to be filled, and the step that fills it.
#pragma once

#include <string>

#include "run_database.hpp"

namespace zdm::test {

// Each row counts how often it was written.
inline Step fill(const std::string& table) {
  return step(
      "backfill." + table,
      Backfill{
          .table = {Identifier("public"), Identifier(table)},
          .update = statement("UPDATE public." + table +
                                  " SET twice = id * 2, times = times + 1, mark = 1 "
                                  "WHERE ctid >= $1::tid AND ctid < $2::tid AND mark IS NULL "
                                  "AND hashtid(ctid) & $3 = $4",
                              LockMode::row_exclusive, table, Cost::writes_rows),
          .unfilled = statement("SELECT 1 FROM public." + table + " WHERE mark IS NULL LIMIT 1",
                                LockMode::access_share, table, Cost::scans_table),
          .triggers = {},
          .in_order = false},
      NothingToUndo{"the columns go"}, Phase::backfill);
}

inline constexpr const char* kColumns =
    "(id int, twice int, times int DEFAULT 0, mark smallint, filler text DEFAULT repeat('x', 100))";

inline void insert_rows(const Database& database, const std::string& table, int rows) {
  database.exec("INSERT INTO " + table + " (id) SELECT generate_series(1, " + std::to_string(rows) +
                "); ANALYZE " + table);
}

inline std::string filled_once(const Database& database, const std::string& table) {
  return database.value("SELECT count(*) FROM " + table + " WHERE times = 1 AND twice = id * 2");
}

inline run::Options options_of(const Database& database, int workers) {
  run::Options options = database.options();
  options.backfill.workers = workers;
  options.backfill.batch_time = 20ms;
  return options;
}

}  // namespace zdm::test
