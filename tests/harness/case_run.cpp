#include "harness/case_run.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "core/error.hpp"
#include "harness/checks/check.hpp"
#include "harness/findings.hpp"
#include "harness/silent_progress.hpp"

namespace zdm::harness {
namespace {

std::string unused_name() {
  static int last = 0;
  return fmt::format("case_{}_{}", ::getpid(), ++last);
}

// Sections that a case has to have and that zdm can write.
CaseFile with_sections_to_update(CaseFile file) {
  const Scenario scenario = understand(file);
  if (scenario.is_refused()) return file;
  if (!scenario.tables_after && !scenario.start_fails)
    file.sections.push_back({"tables after complete", {}, 0});
  const auto is_migration = [](const Section& s) { return s.heading.starts_with("migration "); };
  const auto migration = std::find_if(file.sections.rbegin(), file.sections.rend(), is_migration);
  if (!scenario.plan) file.sections.insert(migration.base(), {"plan", {}, 0});
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
               const Database& stage, CaseNotes& notes) {
  Rehearsal rehearsal(std::string(check.name), scenario, expectations, stage, notes);
  try {
    check.run(rehearsal);
  } catch (const Error& error) {
    rehearsal.fail(error.what(), error.hint().empty() ? "" : "  " + error.hint());
  } catch (const std::exception& error) {
    rehearsal.fail(error.what());
  }
}

}  // namespace

void complete_migration(const Scenario& scenario, const Database& stage,
                        const MigrationText& text) {
  SilentProgress progress;
  run::Lifecycle lifecycle(lifecycle_options(scenario, stage), progress);
  const ParsedMigration read = parse_migration(text.file(), text.text);
  Findings found = read.findings;
  if (!has_errors(found)) found = lifecycle.start(read.migration, {.complete = true});
  refuse_errors(found);
}

CaseNotes run_checks(Scenario& scenario, const Database& before, AfterChecks after,
                     const Settings& settings) {
  Expectations expectations(scenario.file, settings.mode);
  CaseNotes notes{.settings = settings, .course = {}, .kills = {}, .failures = {}};
  std::vector<Check> due;
  for (const Check& check : checks())
    if (check.applies_to(scenario, settings)) due.push_back(check);
  std::optional<Database> stage;  // as `before`
  for (const Check& check : due) {
    const std::size_t failures = notes.failures.size();
    const bool is_last = &check == &due.back() && after == AfterChecks::before_is_done_with;
    if (!stage && !is_last) stage.emplace(unused_name(), before);
    run_check(check, scenario, expectations, stage ? *stage : before, notes);
    if (check.leaves == Leaves::changed || notes.failures.size() > failures) stage.reset();
  }
  return notes;
}

CaseResult run_case(const std::filesystem::path& path, Server& server, const Settings& settings) {
  CaseResult result{.path = path.string(), .title = {}, .failures = {}};
  try {
    CaseFile file = read_case_file(path);
    if (settings.mode == Expectations::Mode::update)
      file = with_sections_to_update(std::move(file));
    const int version = server.major_version();
    Scenario scenario = understand(std::move(file), version);
    result.title = scenario.file.title;
    result.skipped = version < scenario.oldest_server || version > scenario.newest_server;
    if (result.skipped) return result;
    const std::string roles = server.roles();
    const Database before(server, unused_name(), scenario.owner);
    set_the_stage(scenario, before);
    CaseNotes notes = run_checks(scenario, before, AfterChecks::before_is_done_with, settings);
    if (settings.mode == Expectations::Mode::update) write_if_changed(scenario.file);
    result.failures = std::move(notes.failures);
    // All cases share them: what one gives them, the others would have without knowing.
    if (server.roles() != roles)
      result.failures.push_back(
          {"roles", result.path, 1, "the roles have changed", server.roles()});
    result.kills = std::move(notes.kills);
  } catch (const CaseFileError& error) {
    result.failures.push_back({"file", result.path, 1, error.what(), {}});
  } catch (const std::exception& error) {
    result.failures.push_back({"tables", result.path, 1, error.what(), {}});
  }
  return result;
}

std::string CaseResult::to_json() const {
  nlohmann::json json{{"path", path}, {"title", title}, {"skipped", skipped}};
  json["failures"] = nlohmann::json::array();
  for (const Failure& failure : failures)
    json["failures"].push_back(
        {failure.check, failure.file, failure.line, failure.what, failure.detail});
  for (const auto& [kind, counts] : kills)
    for (const auto& [boundary, count] : counts)
      json["kills"].push_back({kind, static_cast<int>(boundary), count});
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

CaseResult CaseResult::from_json(const std::string& text) {
  const auto json = nlohmann::json::parse(text);
  CaseResult result{
      .path = json["path"], .title = json["title"], .failures = {}, .skipped = json["skipped"]};
  for (const auto& each : json["failures"])
    result.failures.push_back({each[0], each[1], each[2], each[3], each[4]});
  if (json.contains("kills"))
    for (const auto& each : json["kills"])
      result.kills[each[0]][static_cast<Boundary>(each[1].get<int>())] = each[2];
  return result;
}

}  // namespace zdm::harness
