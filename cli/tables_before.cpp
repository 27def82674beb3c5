#include "tables_before.hpp"

#include <algorithm>
#include <map>

#include "as_applied.hpp"
#include "connection.hpp"
#include "database_forecast.hpp"
#include "folder.hpp"
#include "run/history.hpp"

namespace zdm::cli {
namespace {

using Applied = std::map<std::string, run::MigrationRecord>;

std::vector<ReadFile> files_before(const std::string& file) {
  std::vector<std::string> names = with_files_before({file}).front();
  std::erase(names, file);
  return read_files(names);
}

TablesBefore nothing(const ReadFile& file, const Globals& globals) {
  TablesBefore tables{.file = file,
                      .position = {.catalog = {}, .situation = situation(globals, std::nullopt)},
                      .engine = {}};
  tables.position.catalog.schema = globals.run.schema;
  return tables;
}

TablesBefore as_database_has_them(const ReadFile& file, std::unique_ptr<Engine> engine,
                                  const Globals& globals) {
  run::Lifecycle& lifecycle = **engine;
  return {.file = file,
          .position = {.catalog = lifecycle.catalog(),
                       .situation = situation(globals, lifecycle.status().old_version_schema)},
          .engine = std::move(engine)};
}

void go_on_over(const std::vector<ReadFile>& files, TablesBefore& tables) {
  for (const ReadFile& each : files)
    advance(each, facts(tables, each.parsed.migration), tables.position);
}

TablesBefore before_outstanding(const ReadFile& file, const Applied& applied,
                                std::unique_ptr<Engine> engine, const Globals& globals) {
  TablesBefore tables = as_database_has_them(file, std::move(engine), globals);
  std::vector<ReadFile> outstanding = files_before(file.file);
  std::erase_if(outstanding,
                [&](const ReadFile& each) { return applied.contains(each.parsed.migration.name); });
  go_on_over(outstanding, tables);
  return tables;
}

TablesBefore before_applied(const ReadFile& file, run::MigrationStatus status, Engine& engine,
                            const Globals& globals) {
  AsApplied recorded = as_applied(file, files_before(file.file), engine->sources());
  TablesBefore tables = nothing(recorded.file, globals);
  tables.is_active = status != run::MigrationStatus::completed;
  tables.findings = std::move(recorded.findings);
  go_on_over(recorded.before, tables);
  return tables;
}

}  // namespace

TablesBefore tables_before(const ReadFile& file, const Globals& globals, Console& console,
                           Ground ground) {
  const std::string url = connection_url(globals.postgres_url, environment_variable);
  if (ground == Ground::files || !names_a_database(url, environment_variable)) {
    TablesBefore tables = nothing(file, globals);
    go_on_over(files_before(file.file), tables);
    return tables;
  }
  auto engine = std::make_unique<Engine>(globals, console);
  const Applied applied = run::applied((*engine)->history());
  const auto record = applied.find(file.parsed.migration.name);
  return record == applied.end() ? before_outstanding(file, applied, std::move(engine), globals)
                                 : before_applied(file, record->second.status, *engine, globals);
}

Facts facts(TablesBefore& tables, const Migration& migration) {
  if (tables.engine == nullptr) return {};
  return (*tables.engine)->facts(migration, tables.position.catalog);
}

}  // namespace zdm::cli
