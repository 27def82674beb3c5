#include "harness/examples_run.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <fstream>
#include <set>

#include "harness/silent_progress.hpp"
#include "migration/file_text.hpp"

namespace zdm::harness {
namespace {

namespace fs = std::filesystem;

std::set<fs::path> migrations_in(const fs::path& folder) {
  std::set<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == ".json" || entry.path().extension() == ".yaml")
      files.insert(entry.path());
  return files;
}

std::string text_if_there(const fs::path& file) {
  return fs::exists(file) ? read_file_text(file.string()).text : "";
}

// Why the inverse of an example leaves other definitions.
std::string difference_of_inverse(const fs::path& file) {
  if (file.stem() == "09_alter_column_type")
    return "as with plain DDL, a CHECK keeps the casts that it got by the change of type";
  return {};
}

class History {
 public:
  History(const fs::path& plans, Server& server, const Settings& settings, CaseResult& result)
      : plans_(plans),
        settings_(settings),
        result_(result),
        database_(server, fmt::format("examples_{}", ::getpid()), Scenario{}.owner) {
    SilentProgress progress;
    run::Lifecycle(lifecycle_options(Scenario{}, database_), progress).init();
  }

  void go_on_with(const fs::path& file) {
    const fs::path golden = plans_ / (file.stem().string() + ".txt");
    Scenario scenario;
    scenario.file.path = file.string();
    scenario.tells = false;
    scenario.inverse_differs = difference_of_inverse(file);
    scenario.migration = {file.stem().string(), read_file_text(file.string()).text, 1,
                          file.extension().string()};
    if (last_) scenario.before = {*last_};
    scenario.file.sections = {{"plan", text_if_there(golden), 1}};
    scenario.plan = 0;
    const CaseNotes notes = run_checks(scenario, database_, AfterChecks::before_goes_on, settings_);
    result_.failures.insert(result_.failures.end(), notes.failures.begin(), notes.failures.end());
    for (const auto& [kind, counts] : notes.kills)
      for (const auto& [boundary, count] : counts) result_.kills[kind][boundary] += count;
    if (settings_.mode == Expectations::Mode::update) write_plan(scenario, golden);
    complete_migration(scenario, database_, scenario.migration);
    last_ = scenario.migration;
  }

  void run(const std::string& sql) {
    pg::Session session(pg::Target{database_.url(database_.owner()), {}, "harness"});
    session.query("SET search_path = " + version_schema(Scenario{}, *last_).quoted() + ", public");
    session.query(sql);
  }

 private:
  static void write_plan(const Scenario& scenario, const fs::path& file) {
    const std::string& text = scenario.section(*scenario.plan).text;
    if (text == text_if_there(file)) return;
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
  }

  const fs::path& plans_;
  const Settings& settings_;
  CaseResult& result_;
  Database database_;
  std::optional<MigrationText> last_;
};

}  // namespace

CaseResult run_examples(const Examples& examples, Server& server, const Settings& settings) {
  CaseResult result{.path = examples.folder.string(), .title = {}, .failures = {}};
  fs::path at = examples.folder;
  try {
    History history(examples.plans, server, settings, result);
    std::size_t count = 0;
    for (const fs::path& file : migrations_in(examples.folder)) {
      at = file;
      history.go_on_with(file);
      if (++count == 2) history.run(read_file_text(examples.rows.string()).text);
    }
  } catch (const std::exception& error) {
    result.failures.push_back({"history", at.string(), 1, error.what(), {}});
  }
  return result;
}

}  // namespace zdm::harness
