#include "run/state_schema.hpp"

#include <fmt/format.h>

#include <array>
#include <string>
#include <string_view>

#include "core/error.hpp"
#include "core/name.hpp"
#include "embedded/sql.hpp"
#include "embedded/version.hpp"
#include "sql/sql.hpp"

namespace zdm::run {
namespace {

// Script n brings version n of the state to version n + 1.
constexpr std::array<std::string_view, StateSchema::kVersion> kScripts{
    embedded::schema::state, embedded::schema::state_2, embedded::schema::state_3,
    embedded::schema::state_4};

// What this role finds, and may do.
struct Outlook {
  std::string role;
  std::string database;
  bool may_create_schema = false;
  bool schema = false;      // it is there
  bool may_use = false;     // its tables may be named
  bool may_create = false;  // tables may be made in it
  bool state = false;       // zdm's tables are in it
  bool taken = false;       // some tables in it have their names, but not all do
  bool may_read = false;
  bool may_write = false;
};

Outlook look(pg::Session& session, const Identifier& state) {
  const Sql query =
      sql("SELECT current_user, current_database(),\n"
          "  has_database_privilege(current_database(), 'CREATE'),\n"
          "  n.oid IS NOT NULL, coalesce(has_schema_privilege(n.oid, 'USAGE'), false),\n"
          "  coalesce(has_schema_privilege(n.oid, 'CREATE'), false),\n"
          "  count(c.oid) FILTER (WHERE first) = 4,\n"
          "  count(c.oid) FILTER (WHERE first) BETWEEN 1 AND 3,\n"
          "  coalesce(bool_and(has_table_privilege(c.oid, 'SELECT')), false),\n"
          "  coalesce(bool_and(c.relname = 'version' OR has_table_privilege(c.oid, 'INSERT')\n"
          "           AND has_table_privilege(c.oid, 'UPDATE')\n"
          "           AND has_table_privilege(c.oid, 'DELETE')), false)\n"
          "FROM (SELECT {}::name AS name) AS wanted\n"
          "LEFT JOIN pg_catalog.pg_namespace n ON n.nspname = wanted.name\n"
          "LEFT JOIN (VALUES ('version', true), ('migrations', true), ('journal', true),\n"
          "                  ('backfill', true), ('backfill_settings', false),\n"
          "                  ('backfill_reports', false), ('sightings', false),\n"
          "                  ('definitions', false)) AS of_zdm (name, first) ON true\n"
          "LEFT JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relkind = 'r'\n"
          "  AND c.relname = of_zdm.name\n"
          "GROUP BY n.oid",
          Literal{state.str()});
  const pg::Row row = session.query(query.text()).rows.at(0);
  const auto yes = [&row](std::size_t i) { return row[i] == "t"; };
  return {.role = row[0].value_or(""),
          .database = row[1].value_or(""),
          .may_create_schema = yes(2),
          .schema = yes(3),
          .may_use = yes(4),
          .may_create = yes(5),
          .state = yes(6),
          .taken = yes(7),
          .may_read = yes(8),
          .may_write = yes(9)};
}

[[noreturn]] void lacks(const Outlook& outlook, const std::string& what, const std::string& grant) {
  throw Error(ErrorKind::failed,
              fmt::format("role {} may not {}", Identifier(outlook.role).quoted(), what),
              "somebody who may has to run: " + grant, "42501");
}

void require_reading(const Outlook& outlook, const Identifier& state) {
  if (outlook.may_use && outlook.may_read) return;
  lacks(outlook, fmt::format("read zdm's state in schema {}", state.quoted()),
        sql("GRANT USAGE ON SCHEMA {} TO {}; GRANT SELECT ON ALL TABLES IN SCHEMA {} TO {}", state,
            Identifier(outlook.role), state, Identifier(outlook.role))
            .text());
}

// CREATE, for the functions of the dual-write triggers.
void require_writing(const Outlook& outlook, const Identifier& state) {
  require_reading(outlook, state);
  if (outlook.may_create && outlook.may_write) return;
  lacks(outlook, fmt::format("write zdm's state in schema {}", state.quoted()),
        sql("GRANT USAGE, CREATE ON SCHEMA {} TO {}; "
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {} TO {}",
            state, Identifier(outlook.role), state, Identifier(outlook.role))
            .text());
}

void require_making(const Outlook& outlook, const Identifier& state) {
  if (outlook.taken)
    throw Error(ErrorKind::failed,
                fmt::format("schema {} has tables that are not zdm's, with the names of zdm's",
                            state.quoted()),
                "give zdm a schema of its own with --state-schema");
  const Identifier role(outlook.role);
  if (!outlook.schema && !outlook.may_create_schema)
    lacks(outlook,
          fmt::format("create schema {}, in which zdm keeps its state, in database {}",
                      state.quoted(), Identifier(outlook.database).quoted()),
          sql("GRANT CREATE ON DATABASE {} TO {}, or CREATE SCHEMA {} AUTHORIZATION {}",
              Identifier(outlook.database), role, state, role)
              .text());
  if (outlook.schema && !(outlook.may_use && outlook.may_create))
    lacks(outlook, fmt::format("create zdm's tables in schema {}", state.quoted()),
          sql("GRANT USAGE, CREATE ON SCHEMA {} TO {}", state, role).text());
}

int version_of(pg::Session& session, const Identifier& state) {
  const Sql query = sql("SELECT max(version) FROM {}.version", state);
  const int version = std::stoi(session.query(query.text()).value());
  if (version > StateSchema::kVersion)
    throw Error(ErrorKind::failed,
                fmt::format("zdm's state in schema {} was made by a newer zdm (version {} of the "
                            "state, this one knows {})",
                            state.quoted(), version, StateSchema::kVersion),
                "use the newer zdm");
  return version;
}

// The script with its placeholders filled in. What was put in is not looked at again.
std::string filled_in(std::string_view script, const Identifier& state) {
  constexpr std::string_view kState = ":\"state\"";
  constexpr std::string_view kZdm = ":'zdm'";
  std::string text;
  while (!script.empty()) {
    if (script.starts_with(kState)) {
      text += state.quoted();
      script.remove_prefix(kState.size());
    } else if (script.starts_with(kZdm)) {
      text += to_sql(Literal{std::string(embedded::version)});
      script.remove_prefix(kZdm.size());
    } else {
      text += script.front();
      script.remove_prefix(1);
    }
  }
  return text;
}

void make_schema(pg::Session& session, const Identifier& state) {
  session.query(sql("CREATE SCHEMA {}", state).text());
  session.query(sql("COMMENT ON SCHEMA {} IS {}", state,
                    Literal{"zdm's state: history of migrations, journal, backfill progress"})
                    .text());
}

// Only the owner of the tables may have new ones refer to them.
void run_script(pg::Session& session, std::string_view script, const Identifier& state,
                const Outlook& outlook) {
  try {
    session.query(filled_in(script, state));
  } catch (const Error& error) {
    if (error.sqlstate() != "42501" || !outlook.state) throw;
    throw Error(ErrorKind::failed,
                fmt::format("zdm's state in schema {} is of an older zdm, and role {} may not "
                            "upgrade it: {}",
                            state.quoted(), Identifier(outlook.role).quoted(), error.what()),
                "the role that owns its tables has to run zdm init once", error.sqlstate());
  }
}

}  // namespace

bool StateSchema::is_there(pg::Session& session) const {
  const Outlook outlook = look(session, name_);
  if (!outlook.state) return false;
  require_reading(outlook, name_);
  version_of(session, name_);
  return true;
}

bool StateSchema::is_current(pg::Session& session) const {
  return version_of(session, name_) == kVersion;
}

void StateSchema::ensure(pg::Session& session) const {
  const Outlook before = look(session, name_);
  if (before.state) require_writing(before, name_);
  if (before.state && version_of(session, name_) == kVersion) return;
  session.transaction([&] {
    // Of two who come at once, the second waits here, and then finds it made.
    const long long key = static_cast<long long>(stable_hash("make state" + name_.str()));
    session.query(
        sql("SELECT pg_catalog.pg_advisory_xact_lock({}::bigint)", Literal{std::to_string(key)})
            .text());
    const Outlook now = look(session, name_);
    if (!now.state) require_making(now, name_);
    if (!now.schema) make_schema(session, name_);
    const int version = now.state ? version_of(session, name_) : 0;
    for (std::size_t i = static_cast<std::size_t>(version); i < kScripts.size(); ++i)
      run_script(session, kScripts[i], name_, now);
  });
}

}  // namespace zdm::run
