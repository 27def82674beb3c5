#include "run/history.hpp"

#include <array>
#include <nlohmann/json.hpp>
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
          .span_id = std::stoll(text(1)),
          .span = nlohmann::json::parse(text(2)).get<std::vector<std::string>>(),
          .name = text(3),
          .description = text(4),
          .version_schema = Identifier(text(5)),
          .status = status_of(text(6)),
          .checksum = text(7),
          .started_by = text(8),
          .started_at = text(9),
          .completed_at = text(10),
          .seconds = std::stod(text(11))};
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

std::map<std::string, MigrationRecord> applied(const std::vector<MigrationRecord>& history) {
  std::map<std::string, MigrationRecord> applied;
  for (const MigrationRecord& record : history)
    if (record.status != MigrationStatus::rolled_back) applied[record.name] = record;
  return applied;
}

Sql utc_text(std::string_view column) {
  return sql("to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')",
             Identifier(std::string(column)));
}

// A state before version 3 has no span_id: the name then means that of the row around the subquery.
std::vector<MigrationRecord> History::select(pg::Session& session, const Sql& rest) const {
  const Sql query =
      sql("SELECT id, migrations.span_id,\n"
          "  to_json(array_agg(name) OVER (PARTITION BY migrations.span_id ORDER BY id\n"
          "    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)),\n"
          "  name, description, version_schema, status, checksum,\n"
          "  CASE WHEN login_role = role THEN role ELSE login_role || ' as ' || role END,\n"
          "  {}, {},\n"
          "  round(extract(epoch FROM coalesce(ended_at, clock_timestamp()) - "
          "started_at)::numeric, 3)\n"
          "FROM (SELECT NULL::bigint AS span_id) AS older_state, LATERAL\n"
          "  (SELECT id, coalesce(span_id, id) AS span_id, name, description, version_schema,\n"
          "     status, checksum, login_role, role, started_at, ended_at\n"
          "   FROM {}.migrations WHERE schema_name = {}) AS migrations",
          utc_text("started_at"), utc_text("ended_at"), state_, Literal{schema_.str()});
  const Sql chosen = sql("SELECT * FROM ({}) AS history {}", query, rest);
  std::vector<MigrationRecord> records;
  for (const pg::Row& row : session.query(chosen.text()).rows) records.push_back(record(row));
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
  return first(select(
      session, sql("WHERE status NOT IN ('completed', 'rolled_back') ORDER BY id DESC LIMIT 1")));
}

std::optional<MigrationRecord> History::latest(pg::Session& session) const {
  return first(select(session, sql("ORDER BY id DESC LIMIT 1")));
}

std::optional<MigrationRecord> History::latest_completed(pg::Session& session) const {
  return first(select(session, sql("WHERE status = 'completed' ORDER BY id DESC LIMIT 1")));
}

std::optional<MigrationRecord> History::completed(pg::Session& session,
                                                  const std::string& name) const {
  return first(select(
      session,
      sql("WHERE status = 'completed' AND name = {} ORDER BY id DESC LIMIT 1", Literal{name})));
}

std::optional<Identifier> History::live_version_schema(pg::Session& session) const {
  const std::optional<MigrationRecord> latest = latest_completed(session);
  if (!latest) return std::nullopt;
  const Sql query = sql("SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = {}",
                        Literal{latest->version_schema.str()});
  if (session.query(query.text()).empty()) return std::nullopt;
  return latest->version_schema;
}

std::string History::plan(pg::Session& session, long long span_id) const {
  const Sql query = sql("SELECT plan FROM {}.migrations WHERE id = {}", state_, span_id);
  return session.query(query.text()).value();
}

long long History::begin(pg::Session& session, const Migration& migration,
                         const Identifier& version_schema, const std::optional<std::string>& plan,
                         std::optional<long long> span_id) const {
  const Sql found =
      sql("SELECT id FROM {}.migrations\n"
          "WHERE schema_name = $1 AND name = $2 AND status = 'starting'",
          state_);
  const pg::Rows rows = session.query(found.text(), {schema_.str(), migration.name});
  if (!rows.empty()) return std::stoll(rows.value());
  const Sql insert =
      sql("INSERT INTO {}.migrations (schema_name, name, description, version_schema, status,\n"
          "  checksum, source, plan, zdm, span_id)\n"
          "VALUES ($1, $2, $3, $4, 'starting', $5, $6, $7::json, $8, $9::bigint) RETURNING id",
          state_);
  const pg::Value span = span_id ? pg::Value(std::to_string(*span_id)) : std::nullopt;
  return std::stoll(
      session
          .query(insert.text(), {schema_.str(), migration.name, migration.description,
                                 version_schema.str(), migration.checksum(), migration.source, plan,
                                 std::string(embedded::version), span})
          .value());
}

long long History::begin(pg::Session& session, const std::vector<Migration>& migrations,
                         const Identifier& version_schema, const std::string& plan) const {
  std::optional<long long> span_id;
  for (const Migration& migration : migrations) {
    const bool is_first = !span_id;
    const long long id = begin(session, migration, version_schema,
                               is_first ? std::optional(plan) : std::nullopt, span_id);
    if (is_first) span_id = id;
  }
  return span_id.value();
}

void History::set_status(pg::Session& session, long long span_id, MigrationStatus status) const {
  const Sql ended_at = is_active(status) ? sql("NULL") : sql("clock_timestamp()");
  const Sql update =
      sql("UPDATE {}.migrations SET status = {}, ended_at = {} WHERE id = {} OR span_id = {}",
          state_, Literal{std::string(to_string(status))}, ended_at, span_id, span_id);
  session.query(update.text());
}

}  // namespace zdm::run
