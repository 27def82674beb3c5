#include "harness/examples_run.hpp"

#include <fmt/format.h>
#include <unistd.h>

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

class History {
 public:
  History(Server& server, const Settings& settings, CaseResult& result)
      : settings_(settings),
        result_(result),
        database_(server, fmt::format("examples_{}", ::getpid()), Scenario{}.owner) {
    SilentProgress progress;
    run::Lifecycle(lifecycle_options(Scenario{}, database_), progress).init();
  }

  void go_on_with(const fs::path& file) {
    Scenario scenario;
    scenario.file.path = file.string();
    scenario.tells = false;
    scenario.migration = {file.stem().string(), read_file_text(file.string()).text, 1,
                          file.extension().string()};
    if (last_) scenario.before = {*last_};
    const CaseNotes notes = run_checks(scenario, database_, settings_);
    result_.failures.insert(result_.failures.end(), notes.failures.begin(), notes.failures.end());
    for (const auto& [kind, counts] : notes.kills)
      for (const auto& [boundary, count] : counts) result_.kills[kind][boundary] += count;
    complete_migration(scenario, database_, scenario.migration);
    last_ = scenario.migration;
  }

  void run(const std::string& sql) {
    pg::Session session(pg::Target{database_.url(database_.owner()), {}, "harness"});
    session.query("SET search_path = " + version_schema(Scenario{}, *last_).quoted() + ", public");
    session.query(sql);
  }

 private:
  const Settings& settings_;
  CaseResult& result_;
  Database database_;
  std::optional<MigrationText> last_;
};

}  // namespace

CaseResult run_examples(const fs::path& folder, const fs::path& rows, Server& server,
                        const Settings& settings) {
  CaseResult result{.path = folder.string(), .title = {}, .failures = {}};
  fs::path at = folder;
  try {
    History history(server, settings, result);
    std::size_t count = 0;
    for (const fs::path& file : migrations_in(folder)) {
      at = file;
      history.go_on_with(file);
      if (++count == 2) history.run(read_file_text(rows.string()).text);
    }
  } catch (const std::exception& error) {
    result.failures.push_back({"history", at.string(), 1, error.what(), {}});
  }
  return result;
}

}  // namespace zdm::harness
