#include "tables_before.hpp"

#include <algorithm>
#include <map>

#include "connection.hpp"
#include "database_forecast.hpp"
#include "folder.hpp"

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
                      .engine = {}};
  tables.position.catalog.schema = globals.run.schema;
  return tables;
}

TablesBefore as_database_has_them(std::unique_ptr<Engine> engine, const Globals& globals) {
  run::Lifecycle& lifecycle = **engine;
  return {.position = {.catalog = lifecycle.catalog(),
                       .situation = situation(globals, lifecycle.status().old_version_schema)},
          .engine = std::move(engine)};
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
    auto engine = std::make_unique<Engine>(globals, console);
    applied = applied_on(*engine);
    const auto record = applied.find(file.parsed.migration.name);
    if (record == applied.end())
      tables = as_database_has_them(std::move(engine), globals);
    else
      tables.is_active = record->second != run::MigrationStatus::completed;
  }
  go_on_over(file.file, tables.engine ? applied : Applied{}, tables);
  return tables;
}

Facts facts(TablesBefore& tables, const Migration& migration) {
  if (tables.engine == nullptr) return {};
  return (*tables.engine)->facts(migration, tables.position.catalog);
}

}  // namespace zdm::cli
