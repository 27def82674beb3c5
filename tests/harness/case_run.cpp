#include "harness/case_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <fstream>

#include "core/error.hpp"
#include "harness/checks/check.hpp"
#include "harness/silent_progress.hpp"

namespace zdm::harness {
namespace {

std::string unused_name() {
  static std::atomic<int> last = 0;
  return fmt::format("case_{}", ++last);
}

// Sections that a case has to have and that zdm can write.
CaseFile with_sections_to_update(CaseFile file) {
  const Scenario scenario = understand(file);
  if (scenario.is_refused()) return file;
  if (!scenario.tables_after && !scenario.start_fails)
    file.sections.push_back({"tables after complete", {}, 0});
  const auto is_migration = [](const Section& s) { return s.heading.starts_with("migration "); };
  const auto migration = std::find_if(file.sections.begin(), file.sections.end(), is_migration);
  if (!scenario.plan) file.sections.insert(migration + 1, {"plan", {}, 0});
  return file;
}

void write_if_changed(const CaseFile& file) {
  const std::string text = to_text(file);
  if (text == to_text(read_case_file(file.path))) return;
  std::ofstream(file.path, std::ios::binary) << text;
}

void run_sql(const Database& database, const std::string& role, const std::string& sql,
             const Identifier& schema) {
  if (sql.empty()) return;
  pg::Session session(pg::Target{database.url(role), {}, "harness"});
  session.query("SET search_path = " + schema.quoted() + ", public");
  session.query(sql);
}

void complete_migration(const Scenario& scenario, const Database& stage,
                        const MigrationText& text) {
  SilentProgress progress;
  run::Lifecycle lifecycle(lifecycle_options(scenario, stage), progress);
  const ParsedMigration read = parse_migration(text.name + ".json", text.json);
  Findings found = read.findings;
  if (!has_errors(found)) found = lifecycle.start(read.migration, {.complete = true});
  if (has_errors(found)) throw Error(ErrorKind::findings, to_text(found.front()));
}

// The database before the migration.
void set_the_stage(const Scenario& scenario, const Database& stage) {
  run_sql(stage, "postgres", scenario.superuser_sql, scenario.schema);
  if (!scenario.tables_program.empty())
    stage.server().run_output_of(scenario.tables_program, stage.name(), stage.owner());
  run_sql(stage, stage.owner(), scenario.tables_sql, scenario.schema);
  SilentProgress progress;
  run::Lifecycle(lifecycle_options(scenario, stage), progress).init();
  for (const MigrationText& text : scenario.before) complete_migration(scenario, stage, text);
}

void run_check(const Check& check, const Scenario& scenario, Expectations& expectations,
               const Database& before, Failures& failures) {
  const Database stage(unused_name(), before);
  Rehearsal rehearsal(std::string(check.name), scenario, expectations, stage, failures);
  try {
    check.run(rehearsal);
  } catch (const Error& error) {
    rehearsal.fail(error.what(), error.hint().empty() ? "" : "  " + error.hint());
  } catch (const std::exception& error) {
    rehearsal.fail(error.what());
  }
}

void run_checks(Scenario& scenario, Server& server, Expectations::Mode mode, CaseResult& result) {
  const Database before(server, unused_name(), scenario.owner);
  set_the_stage(scenario, before);
  Expectations expectations(scenario.file, mode);
  for (const Check& check : checks())
    if (check.applies_to(scenario))
      run_check(check, scenario, expectations, before, result.failures);
  if (mode == Expectations::Mode::update) write_if_changed(scenario.file);
}

}  // namespace

CaseResult run_case(const std::filesystem::path& path, Server& server, Expectations::Mode mode) {
  CaseResult result{.path = path.string(), .title = {}, .failures = {}};
  try {
    CaseFile file = read_case_file(path);
    if (mode == Expectations::Mode::update) file = with_sections_to_update(std::move(file));
    Scenario scenario = understand(std::move(file));
    result.title = scenario.file.title;
    const int version = server.major_version();
    result.skipped = version < scenario.oldest_server || version > scenario.newest_server;
    if (!result.skipped) run_checks(scenario, server, mode, result);
  } catch (const CaseFileError& error) {
    result.failures.push_back({"file", result.path, 1, error.what(), {}});
  } catch (const std::exception& error) {
    result.failures.push_back({"tables", result.path, 1, error.what(), {}});
  }
  return result;
}

}  // namespace zdm::harness
