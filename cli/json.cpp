#include "json.hpp"

#include <nlohmann/json.hpp>

#include "plan/plan_json.hpp"
#include "plan_estimates_json.hpp"
#include "status_text.hpp"

namespace zdm::cli {
namespace {

Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }
Json number_or_null(int number) { return number == 0 ? Json() : Json(number); }

// Names of their own: an overload of to_json here would hide those of the header.
Json finding_json(const Finding& finding) {
  return {{"code", finding.code},
          {"severity", to_string(finding.severity)},
          {"file", text_or_null(finding.place.file)},
          {"pointer", finding.place.pointer},
          {"line", number_or_null(finding.place.line)},
          {"column", number_or_null(finding.place.column)},
          {"message", finding.message},
          {"hint", text_or_null(finding.hint)}};
}

Json backfill_json(const run::BackfillState& backfill) {
  return {
      {"schema", backfill.table.schema.str()},
      {"table", backfill.table.name.str()},
      {"pages_done", backfill.pages_done},
      {"pages", backfill.pages},
      {"rows_written", backfill.rows_written},
      {"rows_left", backfill.rows_left},
      {"rows_per_second", backfill.rows_per_second > 0 ? Json(backfill.rows_per_second) : Json()},
      {"seconds_left", backfill.time_left.count() > 0
                           ? Json(static_cast<double>(backfill.time_left.count()) / 1000)
                           : Json()},
      {"done", backfill.is_done},
      {"pause", text_or_null(backfill.pause)}};
}

Json milliseconds_or_null(const std::optional<std::chrono::milliseconds>& duration) {
  return duration ? Json(duration->count()) : Json();
}

template <typename Number>
Json or_null(const std::optional<Number>& number) {
  return number ? Json(*number) : Json();
}

Json record_json(const run::MigrationRecord& record) {
  return {{"id", record.id},
          {"name", record.name},
          {"span", record.span},
          {"description", text_or_null(record.description)},
          {"version_schema", record.version_schema.str()},
          {"status", run::to_string(record.status)},
          {"checksum", record.checksum},
          {"started_by", record.started_by},
          {"started_at", record.started_at},
          {"completed_at", text_or_null(record.completed_at)},
          {"seconds", record.seconds}};
}

Json record_or_null(const std::optional<run::MigrationRecord>& record) {
  return record ? record_json(*record) : Json();
}

Json old_client_json(const run::OldClient& client) {
  return {{"role", client.role},
          {"application", client.application},
          {"sessions", client.sessions},
          {"last_seen", text_or_null(client.last_seen)},
          {"seconds_ago", client.ago.count()}};
}

template <typename Value>
Json list(const std::vector<Value>& values, Json (*as_json)(const Value&)) {
  Json array = Json::array();
  for (const Value& value : values) array.push_back(as_json(value));
  return array;
}

}  // namespace

Json to_json(const Findings& findings) { return list(findings, finding_json); }

Json to_json(const Plan& plan, const Extents* extents) {
  Json json = Json::parse(plan_to_json(plan));
  if (extents != nullptr) add_estimates(json, plan, *extents);
  return json;
}

Json to_json(const std::vector<run::MigrationRecord>& history) {
  return list(history, record_json);
}

Json to_json(const std::optional<Identifier>& name) { return name ? Json(name->str()) : Json(); }

Json to_json(const run::BackfillSettings& settings) {
  const run::BackfillTuning& tuning = settings.tuning;
  return {{"paused_by", text_or_null(settings.paused_by)},
          {"paused_at", text_or_null(settings.paused_at)},
          {"workers", or_null(tuning.workers)},
          {"batch_time_ms", milliseconds_or_null(tuning.batch_time)},
          {"batch_size", or_null(tuning.batch_size)},
          {"batch_delay_ms", milliseconds_or_null(tuning.batch_delay)},
          {"max_replica_lag_ms", milliseconds_or_null(tuning.max_replica_lag)},
          {"max_archive_lag_ms", milliseconds_or_null(tuning.max_archive_lag)},
          {"max_lock_waiters", or_null(tuning.max_lock_waiters)}};
}

Json to_json(const run::Status& status) {
  return {{"schema", status.schema.str()},
          {"old_version_schema", to_json(status.old_version_schema)},
          {"new_version_schema", to_json(status.new_version_schema)},
          {"phase", text_or_null(phase_text(status))},
          {"steps_done", status.steps_done.size()},
          {"steps_total", status.steps_total},
          {"backfills", list(status.backfills, backfill_json)},
          {"backfill_settings", to_json(status.backfill_settings)},
          {"old_clients", list(status.old_clients, old_client_json)},
          {"drift", status.drift ? to_json(*status.drift) : Json()},
          {"notes", to_json(status.notes)},
          {"running", status.running},
          {"active", record_or_null(status.active)},
          {"latest", record_or_null(status.latest)},
          {"next", next_commands(status)}};
}

std::string print_line(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string print(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace zdm::cli
