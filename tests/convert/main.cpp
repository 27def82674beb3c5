// zdm_convert_cases [--update] [FOLDER…]
//
// Converts tests/convert/*/*.sql (README.md there says what they are), compares with what is
// written down, holds what the migrations make against what the SQL makes, and ends with "N passed,
// N failed". Run in the root of the sources.

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <future>
#include <iterator>
#include <nlohmann/json.hpp>

#include "convert/convert.hpp"
#include "core/error.hpp"
#include "harness/diff.hpp"
#include "harness/findings.hpp"
#include "harness/server.hpp"
#include "harness/silent_progress.hpp"
#include "lint/script.hpp"
#include "migration/migration_text.hpp"
#include "oracle/describe.hpp"
#include "run/lifecycle.hpp"

namespace zdm {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::string_view kFolder = "tests/convert";
constexpr const char* kOwner = "app_owner";
constexpr double kLeastShare = 0.85;  // of statements that have to become operations

// What tools keep for themselves, which conversion leaves out.
constexpr const char* kDropHistories =
    "DROP TABLE IF EXISTS public.schema_migrations, public.ar_internal_metadata, "
    "public.alembic_version";

struct Totals {
  int passed = 0;
  int failed = 0;
  convert::Counts statements;
  std::string failures;

  void add(const std::string& name, const std::string& problem) {
    ++(problem.empty() ? passed : failed);
    if (!problem.empty()) failures += fmt::format("FAIL {}\n{}\n", name, problem);
  }
  void add(const convert::Counts& counts) {
    statements.operations += counts.operations;
    statements.sql += counts.sql;
    statements.left_out += counts.left_out;
  }
  void add(const Totals& other) {
    passed += other.passed;
    failed += other.failed;
    add(other.statements);
    failures += other.failures;
  }
  double share() const {
    const std::size_t all = statements.operations + statements.sql;
    return all == 0 ? 0 : static_cast<double>(statements.operations) / static_cast<double>(all);
  }
};

std::string read(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

fs::path with_ending(const fs::path& path, const char* ending) {
  return fs::path(path).replace_extension(ending);
}

std::string line_of(const Finding& finding) {
  return fmt::format("{}:{}: {}: {} [{}]", finding.place.line, finding.place.column,
                     to_string(finding.severity), finding.message, finding.code);
}

// What is written down of a conversion.
std::string golden_text(const convert::Conversion& conversion) {
  Json findings = Json::array();
  for (const Finding& finding : conversion.findings) findings.push_back(line_of(finding));
  return json_file_text({{"findings", std::move(findings)},
                         {"statements",
                          {{"operations", conversion.counts.operations},
                           {"sql", conversion.counts.sql},
                           {"left_out", conversion.counts.left_out}}},
                         {"migrations", conversion.migrations}});
}

std::string compare(const fs::path& file, const std::string& actual, bool update) {
  const fs::path golden = with_ending(file, ".json");
  if (update) std::ofstream(golden, std::ios::binary) << actual;
  const std::string expected = read(golden);
  return expected == actual ? "" : harness::unified_diff(expected, actual);
}

// As a user does who reads the findings: a JSON Patch over the list of migrations.
std::vector<Json> filled_in(const fs::path& file, const convert::Conversion& conversion) {
  Json migrations = conversion.migrations;
  const fs::path patch = with_ending(file, ".fill.json");
  if (fs::exists(patch)) migrations = migrations.patch(Json::parse(read(patch)));
  return migrations.get<std::vector<Json>>();
}

// Two databases with one history: SQL in the one, what it was converted to in the other.
class History {
 public:
  History(harness::Server& server, const std::string& name)
      : by_sql_(server, name + "_sql", kOwner), by_zdm_(server, name + "_zdm", kOwner) {}

  // What differs after the file; empty if nothing does.
  std::string run(const fs::path& file, const std::vector<Json>& migrations) {
    if (const fs::path rows = with_ending(file, ".rows.sql"); fs::exists(rows)) {
      run_sql(by_sql_, read(rows));
      run_sql(by_zdm_, read(rows));
    }
    run_sql(by_sql_, read(file));
    const std::string stem = with_ending(file, "").filename().string();
    for (std::size_t i = 0; i < migrations.size(); ++i)
      migrate(fmt::format("{}_{}.json", stem, i + 1), json_file_text(migrations[i]));
    return harness::unified_diff(description(by_sql_), description(by_zdm_), 0);
  }

 private:
  // One statement after the other, in a session of its own, since scripts change settings.
  static void run_sql(const harness::Database& database, const std::string& sql) {
    pg::Session session(pg::Target{database.url(kOwner), {}, "harness"});
    session.query("SET search_path = public");
    const lint::Script script = lint::parse_script(sql);
    for (const lint::ParsedStatement& statement : script.statements) session.query(statement.text);
  }

  void migrate(const std::string& file, const std::string& text) {
    const ParsedMigration parsed = parse_migration(file, text);
    harness::refuse_errors(parsed.findings);
    run::Options options;
    options.target.url = by_zdm_.url(kOwner);
    options.schema = Identifier("public");
    options.state_schema = Identifier("zdm");
    run::Lifecycle lifecycle(options, progress_);
    run::StartOptions start;
    start.allow_irreversible = true;
    harness::refuse_errors(lifecycle.start(parsed.migration, start));
    lifecycle.complete();
  }

  static std::string description(const harness::Database& database) {
    pg::Session session(pg::Target{database.url("postgres"), {}, "harness"});
    const Identifier schema("public");
    session.query("BEGIN");
    session.query(std::string(kDropHistories));
    std::string text = oracle::describe(session, schema) + oracle::rows(session, schema);
    session.query("ROLLBACK");
    return text;
  }

  harness::SilentProgress progress_;
  harness::Database by_sql_;
  harness::Database by_zdm_;
};

Totals run_folder(const sandbox::Cluster& cluster, const fs::path& folder, bool update) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == ".sql" && entry.path().stem().extension() != ".rows")
      files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  Totals totals;
  harness::Server server(cluster);
  History history(server, folder.filename().string());
  for (const fs::path& file : files) {
    const convert::Conversion conversion =
        convert::convert_sql(file.string(), read(file), Identifier("public"));
    totals.add(conversion.counts);
    totals.add(file.string(), compare(file, golden_text(conversion), update));
    try {
      totals.add(file.string() + " on a server", history.run(file, filled_in(file, conversion)));
    } catch (const std::exception& error) {
      totals.add(file.string() + " on a server", error.what());
      break;  // those behind it would only repeat it
    }
  }
  return totals;
}

std::vector<fs::path> all_folders() {
  std::vector<fs::path> folders;
  for (const auto& entry : fs::directory_iterator(kFolder))
    if (entry.is_directory()) folders.push_back(entry.path());
  std::sort(folders.begin(), folders.end());
  return folders;
}

int run_all(const std::vector<std::string>& arguments) {
  const bool update = !arguments.empty() && arguments.front() == "--update";
  std::vector<fs::path> folders(arguments.begin() + (update ? 1 : 0), arguments.end());
  const bool all = folders.empty();
  if (all) folders = all_folders();
  const sandbox::Cluster cluster = harness::Server::start_cluster();
  // Each waits for its server most of the time.
  std::vector<std::future<Totals>> running;
  for (const fs::path& folder : folders)
    running.push_back(
        std::async(std::launch::async, run_folder, std::cref(cluster), folder, update));
  Totals totals;
  for (auto& one : running) totals.add(one.get());
  fmt::print("{} statements became operations, {} sql, {} were left out: {:.1f} %\n",
             totals.statements.operations, totals.statements.sql, totals.statements.left_out,
             totals.share() * 100);
  if (all)
    totals.add("at least 85 % of the statements become operations",
               totals.share() >= kLeastShare ? "" : "they do not");
  fmt::print("{}{} passed, {} failed\n", totals.failures, totals.passed, totals.failed);
  return totals.failed == 0 && totals.passed > 0 ? 0 : 1;
}

}  // namespace
}  // namespace zdm

int main(int count, char** values) {
  try {
    return zdm::run_all(std::vector<std::string>(values + 1, values + count));
  } catch (const std::exception& error) {
    fmt::print(stderr, "zdm_convert_cases: {}\n", error.what());
    return 1;
  }
}
