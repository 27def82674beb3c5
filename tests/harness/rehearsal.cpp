#include "harness/rehearsal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <tuple>

#include "harness/dialect.hpp"
#include "harness/diff.hpp"
#include "harness/findings.hpp"
#include "harness/script.hpp"
#include "harness/silent_progress.hpp"
#include "migration/span.hpp"
#include "pg/catalog_reader.hpp"
#include "run/planning.hpp"

namespace zdm::harness {
namespace {

// Lifecycle keeps a reference; it has no state.
SilentProgress silent;

Migration parsed(const MigrationText& text) {
  return parse_migration(text.file(), text.text).migration;
}

run::MigrateOptions how_to_migrate(const Scenario& scenario) {
  run::MigrateOptions options;
  options.start = scenario.start;
  return options;
}

// As the command line prints them: by place, each once.
Findings by_place(Findings findings) {
  std::sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.place, a) < std::tie(b.place, b);
  });
  findings.erase(std::unique(findings.begin(), findings.end()), findings.end());
  return findings;
}

}  // namespace

Identifier version_schema(const Scenario& scenario, const MigrationText& migration) {
  return Identifier(scenario.schema.str() + "_" + parsed(migration).version);
}

run::Options lifecycle_options(const Scenario& scenario, const Database& database) {
  run::Options options;
  options.target.url = database.url(database.owner());
  options.schema = scenario.schema;
  options.state_schema = Identifier(std::string(kStateSchema));
  options.search_path = scenario.search_path;
  options.lock.attempts_for = std::chrono::seconds(20);
  return options;
}

Rehearsal::Rehearsal(std::string check, const Scenario& scenario, Expectations& expectations,
                     const Database& stage, CaseNotes& notes)
    : check_(std::move(check)),
      scenario_(scenario),
      expectations_(expectations),
      stage_(stage),
      notes_(notes) {}

ParsedMigration Rehearsal::migration() const {
  std::vector<Migration> span;
  ParsedMigration all;
  std::vector<MigrationText> texts = scenario_.earlier;
  texts.push_back(scenario_.migration);
  for (const MigrationText& text : texts) {
    ParsedMigration read = parse_migration(text.file(), text.text);
    span.push_back(std::move(read.migration));
    all.findings.insert(all.findings.end(), read.findings.begin(), read.findings.end());
  }
  all.migration = as_one(span);
  return all;
}

run::Folder Rehearsal::folder() const {
  run::Folder folder;
  for (const auto* texts : {&scenario_.before, &scenario_.earlier})
    for (const MigrationText& text : *texts)
      folder.push_back(parse_migration(text.file(), text.text));
  folder.push_back(parse_migration(scenario_.migration.file(), scenario_.migration.text));
  return folder;
}

run::Options Rehearsal::options() const { return lifecycle_options(scenario_, stage_); }

run::Lifecycle Rehearsal::lifecycle() { return run::Lifecycle(options(), silent); }

Findings Rehearsal::findings() {
  const ParsedMigration read = migration();
  Findings found = read.findings;
  const Findings planned = plan().findings;
  found.insert(found.end(), planned.begin(), planned.end());
  return by_place(std::move(found));
}

run::PlanResult Rehearsal::plan() {
  if (!is_span()) return plan(migration().migration);
  run::FolderPlan planned = lifecycle().plan_migrate(folder(), how_to_migrate(scenario_));
  return {.plan = planned.plan.value_or(Plan()), .findings = std::move(planned.findings)};
}

run::PlanResult Rehearsal::plan(const Migration& migration) { return lifecycle().plan(migration); }

// What SQL of a span makes is not there to be tried.
Findings Rehearsal::check_data() {
  const Migration whole = migration().migration;
  const bool has_sql =
      std::any_of(whole.operations.begin(), whole.operations.end(),
                  [](const auto& operation) { return operation->kind() == "sql"; });
  return is_span() && has_sql ? Findings() : check_data(whole);
}

Findings Rehearsal::check_data(const Migration& migration) {
  const run::DataSample all{.rows = std::nullopt, .statement_timeout = std::chrono::seconds(30)};
  return lifecycle().check_data(migration, all);
}

Inverted Rehearsal::inverse(const Migration& migration) {
  run::Lifecycle looking = lifecycle();
  const Catalog before = looking.catalog();
  return zdm::inverse(migration, before, looking.facts(migration, before));
}

Findings Rehearsal::start(const Migration& migration) {
  return by_place(lifecycle().start(migration, scenario_.start));
}

Findings Rehearsal::findings_of_start() {
  run::Lifecycle run = lifecycle();
  return start(run);
}

Findings Rehearsal::start(run::Lifecycle& lifecycle) const {
  if (!is_span()) return by_place(lifecycle.start(migration().migration, scenario_.start));
  const run::Migrated done = lifecycle.migrate(folder(), how_to_migrate(scenario_));
  if (!done.left.empty() && !has_errors(done.findings))
    throw std::runtime_error("not all of the span has run: " + to_text(done.findings));
  return by_place(done.findings);
}

void Rehearsal::start() {
  Findings found = migration().findings;
  if (!has_errors(found)) found = findings_of_start();
  refuse_errors(found);
}

void Rehearsal::complete() { lifecycle().complete(); }
bool Rehearsal::complete_again() { return lifecycle().complete(); }
void Rehearsal::rollback() { lifecycle().rollback(); }

void Rehearsal::act(Moment moment) {
  for (const Act& act : scenario_.acts) {
    if (act.moment != moment) continue;
    const std::string& script = scenario_.section(act.section).text;
    const ScriptOutcome outcome = run_script(script, session_of(act.client));
    expect_section(act.section, outcome.text, outcome.errors);
  }
}

pg::Session Rehearsal::session(const std::string& role) const {
  return pg::Session(pg::Target{stage_.url(role), {}, "harness"});
}

pg::Session& Rehearsal::kept(std::optional<pg::Session>& session, const std::string& role) const {
  if (!session) session = this->session(role);
  return *session;
}

Database Rehearsal::twin() const { return {stage_.name() + "_twin", stage_}; }

// Sessions stay: a client goes on with the connection that it had before the migration.
pg::Session& Rehearsal::session_of(const Client& client) {
  const auto found = clients_.find(client);
  if (found != clients_.end()) return found->second;
  const std::string& role = client.role.empty() ? stage_.owner() : client.role;
  pg::Session& opened = clients_.emplace(client, session(role)).first->second;
  opened.query("SET search_path = " + search_path(client));
  return opened;
}

std::string Rehearsal::search_path(const Client& client) const {
  const std::string base = scenario_.schema.quoted();
  const auto before_base = [&](const Identifier& schema) { return schema.quoted() + ", " + base; };
  switch (client.side) {
    case Side::old_version:
      return old_version_schema() ? before_base(*old_version_schema()) : base;
    case Side::new_version:
      return before_base(new_version_schema());
    case Side::base_schema:
      return base;
    case Side::given:
      return client.search_path;
  }
  return base;
}

Identifier Rehearsal::new_version_schema() const {
  return version_schema(scenario_, scenario_.migration);
}

std::optional<Identifier> Rehearsal::old_version_schema() const {
  if (scenario_.before.empty()) return std::nullopt;
  return version_schema(scenario_, scenario_.before.back());
}

Dump Rehearsal::dump() const {
  const Server& server = stage_.server();
  return Dump::parse(
      comparable_dump(server.pg_dump(stage_.name(), kStateSchema), server.major_version()));
}

const Dump& Rehearsal::untouched() {
  if (!notes_.untouched) notes_.untouched = dump();
  return *notes_.untouched;
}

void Rehearsal::expect_section(std::size_t section, const std::string& actual,
                               const std::string& remarks) {
  expect_text(section, expectations_.expected(section, actual), actual, remarks);
}

void Rehearsal::expect_plan(std::size_t section, const std::string& actual) {
  const int server = stage_.server().major_version();
  expect_text(section, comparable_plan(expectations_.expected(section, actual), server),
              comparable_plan(actual, server), {});
}

void Rehearsal::expect_text(std::size_t section, const std::string& expected,
                            const std::string& actual, const std::string& remarks) {
  const std::string diff = unified_diff(expected, actual);
  if (diff.empty()) return;
  const Section& found = scenario_.section(section);
  notes_.failures.push_back({check_, scenario_.file.path, found.line, "== " + found.heading,
                             diff + (remarks.empty() ? "" : "errors:\n" + remarks)});
}

void Rehearsal::expect_equal(const std::string& what, const std::string& expected,
                             const std::string& actual) {
  if (const std::string diff = unified_diff(expected, actual); !diff.empty()) fail(what, diff);
}

void Rehearsal::fail(const std::string& what, const std::string& detail) {
  notes_.failures.push_back({check_, scenario_.file.path, scenario_.migration.line, what, detail});
}

}  // namespace zdm::harness
