#include "tables_before.hpp"

#include <algorithm>
#include <map>

#include "connection.hpp"
#include "database_forecast.hpp"
#include "engine.hpp"
#include "folder.hpp"
#include "pg/catalog_reader.hpp"
#include "run/planning.hpp"

namespace zdm::cli {
namespace {

using Applied = std::map<std::string, run::MigrationStatus>;

Applied applied_on(Engine& engine) {
  Applied applied;
  for (const run::MigrationRecord& record : engine->history())
    if (record.status != run::MigrationStatus::rolled_back) applied[record.name] = record.status;
  return applied;
}

std::vector<ReadFile> files_before(const std::string& file) {
  std::vector<std::string> names = with_files_before({file}).front();
  std::erase(names, file);
  return read_files(names);
}

TablesBefore nothing(const Globals& globals) {
  TablesBefore tables{.position = {.catalog = {}, .situation = situation(globals, std::nullopt)},
                      .session = {}};
  tables.position.catalog.schema = globals.run.schema;
  return tables;
}

TablesBefore as_database_has_them(Engine& engine, const Globals& globals) {
  const run::Options options = run_options(globals, environment_variable);
  const auto live = engine->status().old_version_schema;
  pg::Session session(options.target);
  Catalog catalog = pg::read_catalog(session, options.schema, live);
  return {.position = {.catalog = std::move(catalog), .situation = situation(globals, live)},
          .session = std::move(session)};
}

void go_on_over(const std::string& file, const Applied& applied, TablesBefore& tables) {
  for (const ReadFile& each : files_before(file)) {
    const Migration& migration = each.parsed.migration;
    if (!applied.contains(migration.name)) advance(each, facts(tables, migration), tables.position);
  }
}

}  // namespace

TablesBefore tables_before(const ReadFile& file, const Globals& globals, Console& console,
                           Ground ground) {
  TablesBefore tables = nothing(globals);
  Applied applied;
  const std::string url = connection_url(globals.postgres_url, environment_variable);
  if (ground == Ground::database_or_files && names_a_database(url, environment_variable)) {
    Engine engine(globals, console);
    applied = applied_on(engine);
    const auto record = applied.find(file.parsed.migration.name);
    if (record == applied.end())
      tables = as_database_has_them(engine, globals);
    else
      tables.is_active = record->second != run::MigrationStatus::completed;
  }
  go_on_over(file.file, tables.session ? applied : Applied{}, tables);
  return tables;
}

Facts facts(TablesBefore& tables, const Migration& migration) {
  if (!tables.session) return {};
  const Position& position = tables.position;
  return run::ask(*tables.session, position.catalog.schema, position.situation.search_path,
                  migration, position.catalog);
}

}  // namespace zdm::cli
