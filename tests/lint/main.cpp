// zdm_lint_cases [--update] [FILE…]
//
// Runs tests/lint/*.lint (README.md there says what they hold) and ends with "N passed, N failed".
// Run in the root of the sources.

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "harness/case_file.hpp"
#include "lint/hazard.hpp"
#include "lint/lint.hpp"

namespace zdm {
namespace {

namespace fs = std::filesystem;
using harness::CaseFile;
using harness::Section;

constexpr std::string_view kFolder = "tests/lint";
constexpr std::string_view kFindings = "findings";
constexpr std::string_view kSettings = "settings";

// Rules that are off are on in their own file.
lint::Settings settings_of(const CaseFile& file, const std::string& code) {
  lint::Settings settings;
  for (const Section& section : file.sections) {
    if (section.heading != kSettings) continue;
    lint::ParsedSettings parsed = lint::parse_settings(".zdm.json", section.text);
    if (!parsed.findings.empty())
      throw harness::case_file_error(file, section.line, to_text(parsed.findings.front()));
    settings = std::move(parsed.settings);
  }
  if (lint::hazard(code) != nullptr && !settings.severity(code))
    settings.rules[code] = Severity::warning;
  return settings;
}

Findings lint_operation(const nlohmann::json& sql, const lint::Settings& settings) {
  const nlohmann::json migration{{"operations", {{{"sql", sql}}}}};
  return lint::lint_migration(parse_migration("01_sql.json", migration.dump()).migration, settings);
}

Findings lint_section(const Section& section, const lint::Settings& settings) {
  if (section.heading.starts_with("up:")) {
    return lint_operation({{"up", section.text}, {"down", "SELECT 1"}}, settings);
  }
  if (section.heading.starts_with("down:")) {
    return lint_operation({{"up", "SELECT 1"}, {"down", section.text}}, settings);
  }
  if (section.heading.starts_with("migration:"))
    return lint::lint_migration(parse_migration("01_sql.json", section.text).migration, settings);
  return lint::lint_sql("x.sql", section.text, settings);
}

// The hint is the table's safe form each time, and left out.
std::string line_of(const Finding& finding) {
  const Place& place = finding.place;
  const std::string at =
      place.pointer.empty() ? fmt::format("{}:{}", place.line, place.column) : place.pointer;
  return fmt::format("{}: {}: {} [{}]\n", at, to_string(finding.severity), finding.message,
                     finding.code);
}

// A file named after a code shows that code only; any other shows all.
std::string lines_of(const Findings& findings, const std::string& code) {
  std::string text;
  for (const Finding& finding : findings)
    if (lint::hazard(code) == nullptr || finding.code == code) text += line_of(finding);
  return text;
}

struct Counts {
  int passed = 0;
  int failed = 0;

  void add(const std::string& name, const std::string& problem) {
    ++(problem.empty() ? passed : failed);
    if (!problem.empty()) fmt::print("FAIL {}\n{}\n", name, problem);
  }
};

// Findings stand in the section behind the SQL; one that is not there is made when updating.
void run_file(CaseFile& file, bool update, Counts& counts) {
  const std::string code = fs::path(file.path).stem().string();
  const lint::Settings settings = settings_of(file, code);
  int with = 0, without = 0;
  for (std::size_t i = 0; i < file.sections.size(); ++i) {
    const Section section = file.sections[i];
    if (section.heading == kSettings || section.heading == kFindings) continue;
    const std::string actual = lines_of(lint_section(section, settings), code);
    ++(actual.empty() ? without : with);
    const bool has_findings =
        i + 1 < file.sections.size() && file.sections[i + 1].heading == kFindings;
    if (update && !has_findings)
      file.sections.insert(file.sections.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                           Section{std::string(kFindings), {}, 0});
    if (update) file.sections[i + 1].text = actual;
    const std::string expected = update         ? actual
                                 : has_findings ? file.sections[i + 1].text
                                                : "no section \"findings\"\n";
    counts.add(fmt::format("{}:{}: {}", file.path, section.line, section.heading),
               actual == expected ? "" : fmt::format("expected:\n{}found:\n{}", expected, actual));
  }
  counts.add(file.path,
             with > 0 && without > 0
                 ? ""
                 : "needs SQL in which it finds something, and SQL in which it does not");
}

void write(const CaseFile& file) { std::ofstream(file.path) << harness::to_text(file); }

std::vector<fs::path> all_files() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(kFolder))
    if (entry.path().extension() == ".lint") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

// So that no rule is without cases.
void look_for_missing(const std::vector<fs::path>& files, Counts& counts) {
  std::set<std::string> names;
  for (const fs::path& file : files) names.insert(file.stem().string());
  for (const lint::Hazard& hazard : lint::hazards())
    if (hazard.judge != nullptr && !names.contains(std::string(hazard.code)))
      counts.add(std::string(hazard.code),
                 fmt::format("there is no {}/{}.lint", kFolder, hazard.code));
}

int run(const std::vector<std::string>& arguments) {
  const bool update = !arguments.empty() && arguments.front() == "--update";
  std::vector<fs::path> files(arguments.begin() + (update ? 1 : 0), arguments.end());
  Counts counts;
  if (files.empty()) {
    files = all_files();
    look_for_missing(files, counts);
  }
  for (const fs::path& path : files) {
    CaseFile file = harness::read_case_file(path);
    run_file(file, update, counts);
    if (update) write(file);
  }
  fmt::print("{} passed, {} failed\n", counts.passed, counts.failed);
  return counts.failed == 0 && counts.passed > 0 ? 0 : 1;
}

}  // namespace
}  // namespace zdm

int main(int count, char** values) {
  try {
    return zdm::run(std::vector<std::string>(values + 1, values + count));
  } catch (const std::exception& error) {
    fmt::print(stderr, "zdm_lint_cases: {}\n", error.what());
    return 1;
  }
}
