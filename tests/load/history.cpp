#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "core/error.hpp"
#include "load/play.hpp"
#include "migration/file_text.hpp"

namespace zdm::load {
namespace {

using Clients = std::vector<std::unique_ptr<Client>>;

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  return fmt::format("{}", fmt::join(parts, separator));
}

// The views of a version, or the tables of the base schema, with their columns.
using Relations = std::map<std::string, std::vector<std::string>>;

Relations relations(pg::Session& session, const std::string& schema) {
  Relations found;
  const pg::Rows rows = session.query(
      "SELECT quote_ident(c.relname), quote_ident(a.attname) FROM pg_class c "
      "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped "
      "WHERE c.relkind IN ('v', 'r', 'p') AND c.relnamespace = $1::regnamespace "
      "ORDER BY c.relname, a.attnum",
      {schema});
  for (const pg::Row& row : rows.rows) found[*row[0]].push_back(*row[1]);
  return found;
}

// What can be said of any table. Of its rows always the first, so that what is possible with it on
// a quiet database is possible under load.
std::vector<std::string> statements_about(const std::string& view,
                                          const std::vector<std::string>& columns) {
  const std::string all = joined(columns, ", ");
  const std::string first_row =
      fmt::format("WHERE x = (SELECT y FROM {} AS y ORDER BY y LIMIT 1)", view);
  const auto insert = [&](const std::vector<std::string>& given) {
    return fmt::format("INSERT INTO {0} ({1}) SELECT {1} FROM {0} LIMIT 1 ON CONFLICT DO NOTHING",
                       view, joined(given, ", "));
  };
  std::vector<std::string> statements{
      fmt::format("SELECT {} FROM {} LIMIT 20", all, view),
      fmt::format("SELECT * FROM {} LIMIT 1 FOR UPDATE", view),
      fmt::format("COPY (SELECT {} FROM {}) TO '/dev/null'", all, view),
      insert(columns) + " RETURNING " + all,
      fmt::format("INSERT INTO {} DEFAULT VALUES", view),
      fmt::format("DELETE FROM {} AS x {}", view, first_row)};
  for (const std::string& column : columns) {
    for (const std::string& value : {column, std::string("DEFAULT")})
      statements.push_back(
          fmt::format("UPDATE {} AS x SET {} = {} {}", view, column, value, first_row));
    std::vector<std::string> others = columns;
    std::erase(others, column);
    if (!others.empty()) statements.push_back(insert(others));
  }
  return statements;
}

// The SQLSTATE that a statement ends with; what it does is taken back.
std::string outcome_of(pg::Session& session, const std::string& statement) {
  std::string sqlstate = "00000";
  session.query("SAVEPOINT s");
  try {
    session.query(statement);
  } catch (const Error& error) {
    sqlstate = error.sqlstate();
  }
  session.query("ROLLBACK TO SAVEPOINT s");
  return sqlstate;
}

using Outcomes = std::map<std::string, std::string>;  // by statement

// What comes of all statements about a version's tables on a quiet database.
Outcomes try_out(const std::string& url, const std::string& schema, const std::string& path) {
  pg::Session session(pg::Target{url, {}, "load"});
  session.query("BEGIN; SET LOCAL search_path = " + path);
  Outcomes outcomes;
  for (const auto& [view, columns] : relations(session, schema))
    for (const std::string& statement : statements_about(view, columns))
      outcomes.emplace(statement, outcome_of(session, statement));
  session.query("ROLLBACK");
  return outcomes;
}

ClientScript script_of(const std::string& name, const Outcomes& outcomes) {
  ClientScript script{name, {}, {}};
  for (const auto& [statement, sqlstate] : outcomes) {
    const bool reads = statement.starts_with("SELECT") || statement.starts_with("COPY");
    if (sqlstate == "00000")
      script.round.push_back(reads ? statement : "BEGIN; " + statement + "; ROLLBACK");
  }
  return script;
}

// Class 23: as long as the old version is live, so are its constraints.
bool is_refused_by_constraint(const std::string& sqlstate) { return sqlstate.starts_with("23"); }

bool is_migration(const std::filesystem::path& file) {
  return file.extension() == ".json" || file.extension() == ".yaml";
}

class History {
 public:
  History(const std::filesystem::path& folder, harness::Server& server)
      : stage_(server, "load_history", ""), rows_(read_file_text("tests/examples_rows.sql").text) {
    for (const auto& entry : std::filesystem::directory_iterator(folder))
      if (is_migration(entry.path())) files_.insert(entry.path());
  }

  Outcome run() {
    for (const std::filesystem::path& file : files_) {
      ParsedMigration read = read_migration(file.string());
      try {
        play(read.migration);
      } catch (const Error& error) {
        stage_.fail(fmt::format("zdm: {}", error.what()));
      }
      if (!stage_.failures().empty()) {
        stage_.fail("in " + file.string());
        break;
      }
    }
    stage_.dismiss(old_);
    return {stage_.latencies(), stage_.failures()};
  }

 private:
  // What is possible on a quiet copy when the migration is complete has to be possible as soon as
  // it is started.
  ClientScript script_of_new_clients(const Migration& migration) {
    Stage quiet("load_quiet", stage_);
    const std::string schema = "public_" + migration.version;
    const std::string path = Stage::path_of(migration);
    quiet.start(migration);
    Outcomes started = try_out(quiet.client_url(), schema, path);
    quiet.complete();
    const Outcomes completed = try_out(quiet.client_url(), schema, path);
    for (const auto& [statement, sqlstate] : completed) {
      const std::string& before = started[statement];
      if (sqlstate == "00000" && before != "00000" && !is_refused_by_constraint(before))
        stage_.fail(fmt::format("only possible after complete: {} ({})", statement, before));
    }
    return script_of("new", started);
  }

  void play(const Migration& migration) {
    stage_.dismiss(old_);
    const ClientScript script = script_of_new_clients(migration);
    const ClientScript old_script =
        script_of("old", try_out(stage_.client_url(), old_schema_, old_path_));
    stage_.admit({old_script}, old_path_, 1, old_);
    Clients fresh;
    stage_.start_and_stop_halfway(migration);
    stage_.start(migration);
    stage_.admit({script}, Stage::path_of(migration), 1, fresh);
    stage_.let_work(fresh, 1);
    stage_.let_work(old_, 1);
    stage_.dismiss(old_);
    stage_.complete();
    stage_.let_work(fresh, 1);
    stage_.dismiss(fresh);
    if (migration.name.starts_with("02")) stage_.run(rows_);
    old_schema_ = "public_" + migration.version;
    old_path_ = Stage::path_of(migration);
  }

  Stage stage_;
  std::string rows_;  // for the tables of the first two examples
  std::set<std::filesystem::path> files_;
  Clients old_;
  std::string old_schema_ = "public", old_path_ = "public";
};

}  // namespace

Outcome play_history(const std::filesystem::path& folder, harness::Server& server) {
  return History(folder, server).run();
}

}  // namespace zdm::load
