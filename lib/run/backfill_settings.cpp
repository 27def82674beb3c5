#include "run/backfill_settings.hpp"

#include <string>
#include <vector>

#include "run/history.hpp"

namespace zdm::run {
namespace {

using std::chrono::milliseconds;

std::optional<long long> number(const pg::Value& value) {
  if (!value) return std::nullopt;
  return std::stoll(*value);
}

std::optional<int> small_number(const pg::Value& value) {
  if (!value) return std::nullopt;
  return std::stoi(*value);
}

std::optional<milliseconds> duration(const pg::Value& value) {
  if (!value) return std::nullopt;
  return milliseconds(std::stoll(*value));
}

Sql milliseconds_of(milliseconds duration) {
  return sql("{}", static_cast<long long>(duration.count()));
}

// The columns that are to be written, each with its value.
struct Assignments {
  std::vector<Sql> columns;
  std::vector<Sql> values;

  void add(const char* column, const Sql& value) {
    columns.push_back(sql("{}", Identifier(column)));
    values.push_back(value);
  }
  void add(const char* column, const std::optional<milliseconds>& value) {
    if (value) add(column, milliseconds_of(*value));
  }
  void add(const char* column, const std::optional<int>& value) {
    if (value) add(column, sql("{}", *value));
  }
};

}  // namespace

BackfillSettings BackfillSettingsRecord::read(pg::Session& session) const {
  const Sql query =
      sql("SELECT workers, batch_time_ms, batch_size, batch_delay_ms, max_replica_lag_ms,\n"
          "  max_archive_lag_ms, max_lock_waiters, paused_by, {}\n"
          "FROM {}.backfill_settings WHERE migration_id = {}",
          utc_text("paused_at"), state_, migration_id_);
  const pg::Rows rows = session.query(query.text());
  if (rows.empty()) return {};
  const pg::Row& row = rows.rows.front();
  return {.tuning = {.workers = small_number(row.at(0)),
                     .batch_time = duration(row.at(1)),
                     .batch_size = number(row.at(2)),
                     .batch_delay = duration(row.at(3)),
                     .max_replica_lag = duration(row.at(4)),
                     .max_archive_lag = duration(row.at(5)),
                     .max_lock_waiters = small_number(row.at(6))},
          .paused_by = row.at(7).value_or(""),
          .paused_at = row.at(8).value_or("")};
}

void BackfillSettingsRecord::write(pg::Session& session, const Sql& columns,
                                   const Sql& values) const {
  const Sql statement =
      sql("INSERT INTO {0}.backfill_settings (migration_id, {1}) VALUES ({2}, {3})\n"
          "ON CONFLICT (migration_id) DO UPDATE\n"
          "SET ({1}, changed_at, changed_by) = ROW ({3}, clock_timestamp(), session_user)",
          state_, columns, migration_id_, values);
  session.query(statement.text());
}

void BackfillSettingsRecord::pause(pg::Session& session) const {
  if (read(session).is_paused()) return;
  write(session, sql("paused_at, paused_by"), sql("clock_timestamp(), session_user"));
}

void BackfillSettingsRecord::resume(pg::Session& session) const {
  write(session, sql("paused_at, paused_by"), sql("NULL, NULL"));
}

void BackfillSettingsRecord::set(pg::Session& session, const BackfillTuning& tuning) const {
  Assignments changed;
  changed.add("workers", tuning.workers);
  changed.add("batch_delay_ms", tuning.batch_delay);
  changed.add("max_replica_lag_ms", tuning.max_replica_lag);
  changed.add("max_archive_lag_ms", tuning.max_archive_lag);
  changed.add("max_lock_waiters", tuning.max_lock_waiters);
  if (tuning.batch_time || tuning.batch_size) {
    changed.add("batch_time_ms",
                tuning.batch_size ? sql("NULL") : milliseconds_of(*tuning.batch_time));
    changed.add("batch_size", tuning.batch_size ? sql("{}", *tuning.batch_size) : sql("NULL"));
  }
  if (!changed.columns.empty())
    write(session, join(changed.columns, ", "), join(changed.values, ", "));
}

void BackfillSettingsRecord::forget_tuning(pg::Session& session) const {
  write(session,
        sql("workers, batch_time_ms, batch_size, batch_delay_ms, max_replica_lag_ms, "
            "max_archive_lag_ms, max_lock_waiters"),
        sql("NULL, NULL, NULL, NULL, NULL, NULL, NULL"));
}

}  // namespace zdm::run
