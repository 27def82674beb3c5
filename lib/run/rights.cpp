#include "run/rights.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/error.hpp"

namespace zdm::run {
namespace {

// What a plan is going to do with what others may own.
struct Needs {
  bool names_in_schema = false;        // tables, indexes, sequences are made or get other names
  std::set<QualifiedName> owned;       // tables that are altered
  std::set<QualifiedName> referenced;  // tables that a new foreign key points to
};

bool makes_a_name(std::string_view sql) {
  for (std::string_view begin : {"CREATE TABLE", "CREATE INDEX", "CREATE UNIQUE INDEX",
                                 "CREATE SEQUENCE", "CREATE INDEX CONCURRENTLY"})
    if (sql.starts_with(begin)) return true;
  return sql.starts_with("ALTER TABLE") && sql.find(" RENAME TO ") != std::string_view::npos;
}

struct Collect {
  Needs& needs;

  void operator()(const Transaction& work) const { add(work.statements); }
  void operator()(const BuildIndex& work) const { add({work.create}); }
  void operator()(const DropIndex& work) const { add({work.drop}); }
  void operator()(const OutsideTransaction&) const {}  // the user's own: only the server can tell
  void operator()(const Backfill&) const {}            // the table is altered anyway
  void operator()(const Proof&) const {}
  void operator()(const PublishAsFound&) const {}

  void add(const std::vector<Statement>& statements) const {
    for (const Statement& statement : statements) {
      needs.names_in_schema = needs.names_in_schema || makes_a_name(statement.sql.text());
      if (statement.table && statement.lock >= LockMode::share_update_exclusive)
        needs.owned.insert(*statement.table);
      for (const TableLock& lock : statement.also)
        if (lock.mode == LockMode::share_row_exclusive) needs.referenced.insert(lock.table);
    }
  }
};

Needs needs_of(const Plan& plan) {
  Needs needs;
  for (const Step& step : plan.steps) std::visit(Collect{needs}, step.work);
  for (const QualifiedName& table : needs.owned) needs.referenced.erase(table);
  return needs;
}

struct Missing {
  std::vector<std::string> rights;
  std::vector<std::string> remedies;

  void add(std::string right, const Sql& remedy) {
    rights.push_back(std::move(right));
    remedies.push_back(remedy.text());
  }
};

class Look {
 public:
  Look(pg::Session& session, const Plan& plan) : session_(session), plan_(plan) {
    const pg::Row row = session.query("SELECT current_user, current_database()").rows.at(0);
    role_ = Identifier(row.at(0).value_or(""));
    database_ = Identifier(row.at(1).value_or(""));
  }

  const Identifier& role() const { return role_; }

  Missing missing() {
    const Needs needs = needs_of(plan_);
    look_at_database();
    look_at_schema(needs);
    for (const QualifiedName& table : needs.owned) look_at_owner(table);
    for (const QualifiedName& table : needs.referenced) look_at_references(table);
    return std::move(missing_);
  }

 private:
  // The version schema needs it.
  void look_at_database() {
    if (session_.query("SELECT has_database_privilege(current_database(), 'CREATE')").value() ==
        "t")
      return;
    missing_.add(fmt::format("create schemas in database {}, and the new version needs one",
                             database_.quoted()),
                 sql("GRANT CREATE ON DATABASE {} TO {}", database_, role_));
  }

  void look_at_schema(const Needs& needs) {
    const pg::Row row = session_
                            .query(
                                "SELECT has_schema_privilege($1, 'USAGE'),"
                                " has_schema_privilege($1, 'CREATE')",
                                {plan_.schema.str()})
                            .rows.at(0);
    if (row.at(0) != "t")
      missing_.add(fmt::format("use schema {}", plan_.schema.quoted()),
                   sql("GRANT USAGE ON SCHEMA {} TO {}", plan_.schema, role_));
    if (needs.names_in_schema && row.at(1) != "t")
      missing_.add(fmt::format("create or rename anything in schema {}", plan_.schema.quoted()),
                   sql("GRANT CREATE ON SCHEMA {} TO {}", plan_.schema, role_));
  }

  // What the migration is about to make is not there yet, and views are zdm's own.
  pg::Rows about(const QualifiedName& table, std::string_view what) {
    return session_.query(
        fmt::format("SELECT pg_get_userbyid(c.relowner), {} FROM pg_catalog.pg_class c "
                    "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
                    "WHERE n.nspname = $1 AND c.relname = $2 AND c.relkind IN ('r', 'p')",
                    what),
        {table.schema.str(), table.name.str()});
  }

  void look_at_owner(const QualifiedName& table) {
    const pg::Rows rows = about(table, "pg_has_role(c.relowner, 'USAGE')");
    if (rows.empty() || rows.rows[0].at(1) == "t") return;
    const Identifier owner(rows.rows[0].at(0).value_or(""));
    missing_.add(fmt::format("alter table {}, which {} owns", table.quoted(), owner.quoted()),
                 sql("GRANT {} TO {}", owner, role_));
  }

  void look_at_references(const QualifiedName& table) {
    const pg::Rows rows = about(table, "has_any_column_privilege(c.oid, 'REFERENCES')");
    if (rows.empty() || rows.rows[0].at(1) == "t") return;
    missing_.add(fmt::format("let a foreign key refer to table {}", table.quoted()),
                 sql("GRANT REFERENCES ON TABLE {} TO {}", table, role_));
  }

  pg::Session& session_;
  const Plan& plan_;
  Identifier role_;
  Identifier database_;
  Missing missing_;
};

}  // namespace

void require_rights(pg::Session& session, const Plan& plan) {
  Look look(session, plan);
  const Missing missing = look.missing();
  if (missing.rights.empty()) return;
  throw Error(ErrorKind::failed,
              fmt::format("role {} may not {}", look.role().quoted(),
                          fmt::join(missing.rights, ";\nnor may it ")),
              fmt::format("somebody who may has to run: {}", fmt::join(missing.remedies, "; ")),
              "42501");
}

}  // namespace zdm::run
