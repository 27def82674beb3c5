#include "run/old_clients.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "run/duration_text.hpp"
#include "run/history.hpp"

namespace zdm::run {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::duration_cast;
using std::chrono::milliseconds;

constexpr milliseconds kBetweenLooks{20};

// The relations of the old version: its views, or the tables of the base schema. The server's own
// processes have no user; those of zdm are its own business.
Sql query_of(const Plan& plan) {
  const Sql on_new =
      sql("EXISTS (SELECT FROM pg_catalog.pg_locks m\n"
          "  JOIN pg_catalog.pg_class v ON v.oid = m.relation\n"
          "  JOIN pg_catalog.pg_namespace vn ON vn.oid = v.relnamespace AND vn.nspname = {}\n"
          "  WHERE m.pid = l.pid AND m.locktype = 'relation')",
          Literal{plan.version_schema.str()});
  const Sql condition = plan.old_version_schema ? sql("true") : sql("NOT {}", on_new);
  return sql(
      "SELECT a.usename, coalesce(a.application_name, ''), count(DISTINCT a.pid)\n"
      "FROM pg_catalog.pg_locks l\n"
      "JOIN pg_catalog.pg_class c ON c.oid = l.relation AND c.relkind IN ('r', 'p', 'v')\n"
      "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace AND n.nspname = {}\n"
      "JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid\n"
      "WHERE l.locktype = 'relation' AND a.usename IS NOT NULL AND a.pid <> pg_backend_pid()\n"
      "  AND l.database = (SELECT oid FROM pg_catalog.pg_database\n"
      "                    WHERE datname = current_database())\n"
      "  AND a.application_name IS DISTINCT FROM 'zdm' AND {}\n"
      "GROUP BY 1, 2",
      Literal{plan.old_version_schema.value_or(plan.schema).str()}, condition);
}

}  // namespace

OldClients::OldClients(pg::Session& session, const Identifier& state_schema, const Plan& plan,
                       long long migration_id)
    : session_(session),
      state_(state_schema),
      migration_id_(migration_id),
      query_(query_of(plan).text()),
      last_seen_(Clock::now()) {
  const Literal table{QualifiedName{state_, Identifier("sightings")}.quoted()};
  const Sql rights = sql(
      "SELECT coalesce(has_table_privilege(t, 'SELECT'), false),\n"
      "  coalesce(has_table_privilege(t, 'INSERT') AND has_table_privilege(t, 'UPDATE'), false)\n"
      "FROM to_regclass({}) AS t",
      table);
  const pg::Row may = session_.query(rights.text()).rows.front();
  may_read_ = may.at(0) == "t";
  may_record_ = may.at(1) == "t";
}

void OldClients::look(milliseconds duration, const Interruption& interruption) {
  const auto end = Clock::now() + duration;
  look();
  while (Clock::now() < end) {
    interruption.sleep(kBetweenLooks);
    look();
  }
}

void OldClients::look() {
  const pg::Rows rows = session_.query(query_);
  if (rows.empty()) return;
  std::vector<Who> clients;
  for (const pg::Row& row : rows.rows) {
    clients.emplace_back(row.at(0).value_or(""), row.at(1).value_or(""));
    now_[clients.back()] = std::stoi(row.at(2).value_or("0"));
  }
  last_seen_ = Clock::now();
  if (may_record_) record(clients);
}

void OldClients::record(const std::vector<Who>& clients) {
  std::vector<Sql> rows;
  for (const auto& [role, application] : clients)
    rows.push_back(sql("({}, {}, {})", migration_id_, Literal{role}, Literal{application}));
  const Sql write =
      sql("INSERT INTO {}.sightings (migration_id, role, application) VALUES {}\n"
          "ON CONFLICT (migration_id, role, application)\n"
          "DO UPDATE SET last_seen = pg_catalog.clock_timestamp()",
          state_, join(rows, ", "));
  session_.query(write.text());
}

std::vector<OldClient> OldClients::seen() {
  const Sql query =
      sql("SELECT role, application,\n"
          "  {},\n"
          "  greatest(0, floor(extract(epoch FROM clock_timestamp() - last_seen)))::bigint\n"
          "FROM {}.sightings WHERE migration_id = {} ORDER BY last_seen DESC, role, application",
          utc_text("last_seen"), state_, migration_id_);
  std::vector<OldClient> clients;
  std::map<Who, int> unrecorded = now_;
  const pg::Rows recorded = may_read_ ? session_.query(query.text()) : pg::Rows();
  for (const pg::Row& row : recorded.rows) {
    const Who who(row.at(0).value_or(""), row.at(1).value_or(""));
    const auto now = now_.find(who);
    unrecorded.erase(who);
    clients.push_back({.role = who.first,
                       .application = who.second,
                       .sessions = now == now_.end() ? 0 : now->second,
                       .last_seen = row.at(2).value_or(""),
                       .ago = std::chrono::seconds(std::stoll(row.at(3).value_or("0")))});
  }
  for (const auto& [who, sessions] : unrecorded)
    clients.insert(clients.begin(), {.role = who.first,
                                     .application = who.second,
                                     .sessions = sessions,
                                     .last_seen = {},
                                     .ago = duration_cast<std::chrono::seconds>(idle())});
  return clients;
}

milliseconds OldClients::idle() const {
  return duration_cast<milliseconds>(Clock::now() - last_seen_);
}

std::string to_text(const OldClient& client) {
  const std::string who = fmt::format(
      "{} as {}", client.application.empty() ? "no application name" : client.application,
      client.role);
  if (client.sessions > 0)
    return fmt::format("{}, {} session{} now", who, client.sessions,
                       client.sessions == 1 ? "" : "s");
  return fmt::format("{}, last seen {} ago", who, duration_text(client.ago));
}

}  // namespace zdm::run
