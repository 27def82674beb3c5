#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>

#include "asked_operations.hpp"
#include "command.hpp"
#include "core/error.hpp"
#include "exit_code.hpp"
#include "file.hpp"
#include "findings_report.hpp"
#include "folder.hpp"
#include "given_operations.hpp"
#include "json.hpp"
#include "migration/migration_text.hpp"
#include "numbering.hpp"
#include "tables_before.hpp"

namespace zdm::cli {
namespace {

namespace fs = std::filesystem;

std::string now() {
  const auto seconds = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  return fmt::format("{:%Y%m%d%H%M%S}", fmt::gmtime(seconds));
}

class AtTerminal : public Questioner {
 public:
  explicit AtTerminal(Console& console) : console_(console) {}

  void say(const std::string& line) override { console_.message(line); }

  std::string answer(const std::string& question) override {
    std::cerr << question << std::flush;
    std::string line;
    if (!std::getline(std::cin, line))
      throw Error(ErrorKind::interrupted, "create: nothing was written");
    const std::size_t begin = line.find_first_not_of(" \t\r");
    if (begin == line.npos) return {};
    return line.substr(begin, line.find_last_not_of(" \t\r") - begin + 1);
  }

 private:
  Console& console_;
};

// Without a database, the tables that no file makes are unknown, which is no mistake.
void soften(Findings& findings) {
  for (Finding& finding : findings) {
    if (!finding.code.starts_with("missing-") || finding.severity != Severity::error) continue;
    finding.severity = Severity::warning;
    finding.hint = "no file before makes it: check against a database";
  }
}

class Create : public Command {
 public:
  std::string_view name() const override { return "create"; }
  std::string_view summary() const override { return "write a new, numbered migration file"; }
  std::string_view details() const override {
    return "The operations follow the name, each with its fields (zdm explain OPERATION lists "
           "them):\n\n"
           "  zdm create add_age add_column table=users column.name=age column.type=int up=0\n\n"
           "A dot leads into an object; names of a list have commas between, and lists of objects "
           "are\n"
           "given as JSON. Without operations they are asked for, on a terminal. The number is the "
           "one\n"
           "behind the last in the folder, or the time (UTC) where the files have dates; a NAME "
           "that\n"
           "begins with a number stays as it is.\n\n"
           "What comes out is checked as in zdm validate: against the database, if one is named, "
           "and the\n"
           "files before it. With a mistake nothing is written, and it ends with 3.\n\n"
           "--json: {\"file\" (null if nothing was written), \"migration\", \"findings\" (as in "
           "zdm plan)}.\n";
  }
  std::vector<Option> options() override {
    return {{"--dir", "DIR", "the folder of the migrations", &folder_},
            {"--description", "TEXT", "why, for the people who read the history", &description_},
            {"--yaml", "", "write YAML, and not JSON", &yaml_},
            {"--empty", "", "without operations: the new version equals the old", &empty_},
            {"--offline", "", "check without a database, even if one is named", &offline_},
            json_option(json_)};
  }
  Operands operands() override {
    return {"NAME",  "what it is called, and its operations: OPERATION FIELD=VALUE...",
            1,       kMany,
            &words_, "NAME [OPERATION [FIELD=VALUE...]]..."};
  }

  int run(const Globals& globals, Console& console) override {
    file_ = new_file();
    migration_ = Json::object();
    if (!description_.empty()) migration_["description"] = description_;
    migration_["operations"] = operations(globals, console);
    const Findings findings = findings_of(migration_, globals, console);
    const bool is_right = !has_errors(findings);
    if (is_right) write_file(file_, text_for_file(file_, migration_));
    if (json_)
      console.data(print({{"file", is_right ? Json(file_) : Json()},
                          {"migration", migration_},
                          {"findings", to_json(sorted(findings))}}));
    else
      report(findings, console);
    if (!json_ && is_right) console.data(file_ + "\n");
    return exit_code_for(findings);
  }

 private:
  std::string new_file() const {
    const std::string& wanted = words_.front();
    if (wanted.empty() || wanted.find('/') != wanted.npos || wanted.starts_with('.'))
      throw Error(ErrorKind::usage, fmt::format("create: \"{}\" is no migration's name", wanted));
    const std::vector<std::string> files = migration_files(folder_);
    const std::string name = numbered_name(files, wanted, now());
    for (const std::string& file : files)
      if (fs::path(file).stem() == name)
        throw Error(ErrorKind::usage, fmt::format("create: {} is there already", file));
    const fs::path folder = folder_ == "." ? fs::path() : fs::path(folder_);
    return (folder / (name + (yaml_ ? ".yaml" : ".json"))).string();
  }

  Json operations(const Globals& globals, Console& console) const {
    const std::vector<std::string> given(words_.begin() + 1, words_.end());
    if (empty_ && !given.empty())
      throw Error(ErrorKind::usage, "create: --empty goes with no operation");
    if (empty_ || !given.empty()) return given_operations(given);
    if (isatty(STDIN_FILENO) == 0)
      throw Error(ErrorKind::usage, "create: OPERATION is missing",
                  "zdm explain lists them; --empty writes a migration without");
    AtTerminal terminal(console);
    return asked_operations(terminal, [&](const Json& so_far) {
      const Findings findings = findings_of({{"operations", so_far}}, globals, console);
      report(findings, console);
      return !has_errors(findings);
    });
  }

  Findings findings_of(const Json& migration, const Globals& globals, Console& console) const {
    const ReadFile file{file_, parse_migration(file_, text_for_file(file_, migration))};
    if (has_errors(file.parsed.findings)) return file.parsed.findings;
    TablesBefore tables =
        tables_before(file, globals, console, offline_ ? Ground::files : Ground::database_or_files);
    const Facts answers = facts(tables, file.parsed.migration);
    Findings findings = advance(file, answers, tables.position).findings;
    if (!tables.engine) soften(findings);
    return findings;
  }

  std::vector<std::string> words_;
  std::string folder_ = ".";
  std::string description_;
  bool yaml_ = false;
  bool empty_ = false;
  bool offline_ = false;
  bool json_ = false;
  std::string file_;
  Json migration_;
};

}  // namespace

std::unique_ptr<Command> create_command() { return std::make_unique<Create>(); }

}  // namespace zdm::cli
