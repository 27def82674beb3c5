#include "run/history.hpp"

#include <array>
#include <utility>

#include "core/error.hpp"
#include "embedded/version.hpp"

namespace zdm::run {
namespace {

constexpr std::array<std::pair<MigrationStatus, std::string_view>, 6> kStatuses{{
    {MigrationStatus::starting, "starting"},
    {MigrationStatus::started, "started"},
    {MigrationStatus::completing, "completing"},
    {MigrationStatus::completed, "completed"},
    {MigrationStatus::rolling_back, "rolling_back"},
    {MigrationStatus::rolled_back, "rolled_back"},
}};

MigrationStatus status_of(const std::string& text) {
  for (const auto& [status, candidate] : kStatuses)
    if (candidate == text) return status;
  throw Error(ErrorKind::failed, "zdm's state holds a migration with unknown status " + text,
              "look at the table migrations in zdm's schema");
}

MigrationRecord record(const pg::Row& row) {
  const auto text = [&row](std::size_t i) { return row.at(i).value_or(""); };
  return {.id = std::stoll(text(0)),
          .name = text(1),
          .description = text(2),
          .version_schema = Identifier(text(3)),
          .status = status_of(text(4)),
          .checksum = text(5),
          .started_by = text(6),
          .started_at = text(7),
          .completed_at = text(8),
          .seconds = std::stod(text(9))};
}

std::optional<MigrationRecord> first(std::vector<MigrationRecord> records) {
  if (records.empty()) return std::nullopt;
  return std::move(records.front());
}

}  // namespace

std::string_view to_string(MigrationStatus status) {
  for (const auto& [value, text] : kStatuses)
    if (value == status) return text;
  return {};
}

bool is_active(MigrationStatus status) {
  return status != MigrationStatus::completed && status != MigrationStatus::rolled_back;
}

std::vector<MigrationRecord> History::select(pg::Session& session, const Sql& rest) const {
  const Sql query =
      sql("SELECT id, name, description, version_schema, status, checksum,\n"
          "  CASE WHEN login_role = role THEN role ELSE login_role || ' as ' || role END,\n"
          "  to_char(started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'),\n"
          "  to_char(ended_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'),\n"
          "  round(extract(epoch FROM coalesce(ended_at, clock_timestamp()) - "
          "started_at)::numeric, 3)\n"
          "FROM {}.migrations WHERE schema_name = {} {}",
          state_, Literal{schema_.str()}, rest);
  std::vector<MigrationRecord> records;
  for (const pg::Row& row : session.query(query.text()).rows) records.push_back(record(row));
  return records;
}

std::vector<MigrationRecord> History::all(pg::Session& session) const {
  return select(session, sql("ORDER BY id"));
}

std::vector<MigrationSource> History::sources(pg::Session& session) const {
  const Sql query =
      sql("SELECT name, source FROM {}.migrations WHERE schema_name = {}"
          " AND status NOT IN ('rolling_back', 'rolled_back') ORDER BY id",
          state_, Literal{schema_.str()});
  std::vector<MigrationSource> sources;
  for (const pg::Row& row : session.query(query.text()).rows)
    sources.push_back({row.at(0).value_or(""), row.at(1).value_or("")});
  return sources;
}

std::optional<MigrationRecord> History::active(pg::Session& session) const {
  return first(select(session, sql("AND status NOT IN ('completed', 'rolled_back')")));
}

std::optional<MigrationRecord> History::latest(pg::Session& session) const {
  return first(select(session, sql("ORDER BY id DESC LIMIT 1")));
}

std::optional<MigrationRecord> History::latest_completed(pg::Session& session) const {
  return first(select(session, sql("AND status = 'completed' ORDER BY id DESC LIMIT 1")));
}

std::optional<MigrationRecord> History::completed(pg::Session& session,
                                                  const std::string& name) const {
  return first(select(
      session,
      sql("AND status = 'completed' AND name = {} ORDER BY id DESC LIMIT 1", Literal{name})));
}

std::optional<Identifier> History::live_version_schema(pg::Session& session) const {
  const std::optional<MigrationRecord> latest = latest_completed(session);
  if (!latest) return std::nullopt;
  const Sql query = sql("SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = {}",
                        Literal{latest->version_schema.str()});
  if (session.query(query.text()).empty()) return std::nullopt;
  return latest->version_schema;
}

std::string History::plan(pg::Session& session, long long id) const {
  const Sql query = sql("SELECT plan FROM {}.migrations WHERE id = {}", state_, id);
  return session.query(query.text()).value();
}

long long History::begin(pg::Session& session, const Migration& migration,
                         const Identifier& version_schema, const std::string& plan) const {
  const Sql insert = sql(
      "INSERT INTO {0}.migrations\n"
      "  (schema_name, name, description, version_schema, status, checksum, source, plan, zdm)\n"
      "SELECT $1, $2, $3, $4, 'starting', $5, $6, $7::json, $8\n"
      "WHERE NOT EXISTS (SELECT FROM {0}.migrations\n"
      "                  WHERE schema_name = $1 AND name = $2 AND status = 'starting')",
      state_);
  session.query(insert.text(),
                {schema_.str(), migration.name, migration.description, version_schema.str(),
                 migration.checksum(), migration.source, plan, std::string(embedded::version)});
  const Sql query = sql(
      "SELECT id FROM {}.migrations WHERE schema_name = $1 AND name = $2 AND status = 'starting'",
      state_);
  return std::stoll(session.query(query.text(), {schema_.str(), migration.name}).value());
}

void History::set_status(pg::Session& session, long long id, MigrationStatus status) const {
  const Sql ended_at = is_active(status) ? sql("NULL") : sql("clock_timestamp()");
  const Sql update = sql("UPDATE {}.migrations SET status = {}, ended_at = {} WHERE id = {}",
                         state_, Literal{std::string(to_string(status))}, ended_at, id);
  session.query(update.text());
}

}  // namespace zdm::run
