#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "command.hpp"
#include "core/error.hpp"
#include "exit_code.hpp"
#include "hazard_page.hpp"
#include "lint_files.hpp"
#include "lint_fix.hpp"
#include "lint_formats.hpp"

namespace zdm::cli {
namespace {

struct Format {
  std::string_view name;
  std::string (*render)(const LintReport&);
};

constexpr std::array<Format, 5> kFormats{{{"text", lint_text},
                                          {"json", lint_json},
                                          {"sarif", lint_sarif},
                                          {"github", lint_github},
                                          {"gitlab", lint_gitlab}}};

// `name` is one of them.
const Format& format_of(std::string_view name) {
  return *std::find_if(kFormats.begin(), kFormats.end(),
                       [&](const Format& format) { return format.name == name; });
}

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const Format& format : kFormats) names.emplace_back(format.name);
  return names;
}

const std::vector<std::string> kSeverities{"warning", "error"};

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

class Lint : public Command {
 public:
  std::string_view name() const override { return "lint"; }
  std::string_view summary() const override {
    return "what is wrong with migrations, and which hazards are in SQL";
  }
  std::string_view details() const override {
    return "Migrations are read, and the SQL of their sql operations is judged; of plain .sql "
           "files each\n"
           "statement is. Of a folder, all such files in it and below. Needs no database.\n\n"
           "A comment in or before a statement silences a code there:\n"
           "  -- zdm: allow CODE because REASON\n"
           "A file .zdm.json, in the file's folder or the nearest one above, sets severities:\n"
           "  {\"lint\": {\"rules\": {\"CODE\": \"off\" | \"warning\" | \"error\"}, "
           "\"transaction\": "
           "\"file\"}}\n"
           "where \"transaction\" says that whoever runs the .sql files runs each in one "
           "transaction.\n\n"
           "--fix replaces the sql operations of migrations by operations that do the same, where "
           "nothing has to\n"
           "be filled in for that; it is for files that are not applied yet. Beside a .sql file "
           "with findings it\n"
           "writes the migration that zdm convert makes of it. What it writes and what stays, it "
           "tells.\n\n"
           "Ends with 3 if a finding is as severe as --fail-on.\n\n"
           "--json: {\"files\" (how many), \"findings\" (as in zdm plan)}.\n";
  }
  std::vector<Option> options() override {
    return {{"--format", "FORMAT", one_of(format_names()), &format_, "", format_names()},
            {"--fail-on", "SEVERITY", one_of(kSeverities), &fail_on_, "", kSeverities},
            {"--fix", "", "write the operations that do what the SQL does, and lint then", &fix_},
            {"--hazards", "", "print the table of hazards as a page in Markdown", &hazards_},
            json_option(json_)};
  }
  Operands operands() override {
    return {"FILE|DIR", "migrations and .sql files", 0, kMany, &places_};
  }

  int run(const Globals& globals, Console& console) override {
    if (hazards_) return show_hazards(console);
    if (places_.empty()) throw Error(ErrorKind::usage, "lint: FILE|DIR is missing");
    if (json_ && format_ != "text" && format_ != "json")
      throw Error(ErrorKind::usage, "lint: --json and --format do not go together");
    const Format& format = format_of(json_ ? std::string_view("json") : format_);
    const Severity limit = fail_on_ == "error" ? Severity::error : Severity::warning;
    const std::vector<std::string> files = files_to_lint(places_);
    if (fix_) fix_files(files, globals.run.schema, console);
    const LintReport report = lint_files(files, globals.run.schema);
    console.data(format.render(report));
    console.message(summary_of(report));
    const bool fails =
        std::any_of(report.findings.begin(), report.findings.end(),
                    [&](const Finding& finding) { return finding.severity >= limit; });
    return fails ? exit_code(ErrorKind::findings) : kDone;
  }

 private:
  int show_hazards(Console& console) const {
    if (json_ || fix_ || !places_.empty())
      throw Error(ErrorKind::usage, "lint: --hazards goes by itself");
    console.data(hazard_page());
    return kDone;
  }

  static std::string summary_of(const LintReport& report) {
    const auto count = [&](Severity severity) {
      return static_cast<std::size_t>(
          std::count_if(report.findings.begin(), report.findings.end(),
                        [&](const Finding& finding) { return finding.severity == severity; }));
    };
    std::string text =
        fmt::format("{}, {} in {}", counted(count(Severity::error), "error"),
                    counted(count(Severity::warning), "warning"), counted(report.files, "file"));
    if (const std::size_t notes = count(Severity::note); notes > 0)
      text += ", and " + counted(notes, "note");
    return text;
  }

  std::vector<std::string> places_;
  std::string format_ = "text";
  std::string fail_on_ = "error";
  bool fix_ = false;
  bool hazards_ = false;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> lint_command() { return std::make_unique<Lint>(); }

}  // namespace zdm::cli
