#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "command.hpp"
#include "database_forecast.hpp"
#include "engine.hpp"
#include "exit_code.hpp"
#include "findings_report.hpp"
#include "json.hpp"
#include "start_flags.hpp"
#include "status_text.hpp"

namespace zdm::cli {
namespace {

class Start : public Command {
 public:
  std::string_view name() const override { return "start"; }
  std::string_view summary() const override {
    return "expand and backfill: from then on both versions are live";
  }
  std::string_view details() const override {
    return "Prints what a client of the new version sets its search_path to. A start that was "
           "killed\n"
           "is finished by starting the same file again, or taken back by zdm rollback. With "
           "--plan\n"
           "it ends with 5 and shows what differs where another plan would run now. While rows "
           "are\n"
           "filled, zdm backfill changes the pace from another terminal.\n\n"
           "--json: {\"migration\", \"status\" (started or completed), \"version_schema\", "
           "\"search_path\",\n"
           "\"findings\" (as in zdm plan)}; where a finding is an error, {\"findings\"} alone.\n";
  }
  std::vector<Option> options() override {
    std::vector<Option> options = flags_.options();
    options.push_back(json_option(json_));
    return options;
  }
  Operands operands() override { return {"FILE", "the migration", 1, 1, &files_}; }

  int run(const Globals& globals, Console& console) override {
    flags_.read();
    const std::vector<ReadFile> read = read_files(files_);
    const ParsedMigration& parsed = read.front().parsed;
    if (has_errors(parsed.findings))
      return refuse(all_findings(forecast(read, globals, console)), console);
    Globals with_backfill = globals;
    with_backfill.run.backfill = flags_.backfill;
    Engine engine(with_backfill, console);
    Findings findings = parsed.findings;
    for (Finding& finding : engine->start(parsed.migration, flags_.start))
      findings.push_back(std::move(finding));
    if (has_errors(findings)) return refuse(findings, console);
    if (!json_) report(findings, console);
    tell(engine->status(), parsed.migration, findings, console);
    return kDone;
  }

 private:
  int refuse(const Findings& findings, Console& console) const {
    if (json_)
      console.data(print({{"findings", to_json(sorted(findings))}}));
    else
      report(findings, console);
    return exit_code(ErrorKind::findings);
  }

  void tell(const run::Status& status, const Migration& migration, const Findings& findings,
            Console& console) const {
    const std::optional<Identifier> version =
        status.new_version_schema ? status.new_version_schema : status.old_version_schema;
    const Identifier schema = version.value_or(status.schema);
    const std::string path = search_path_value(schema, status.schema);
    if (json_)
      return console.data(print({{"migration", migration.name},
                                 {"status", flags_.start.complete ? "completed" : "started"},
                                 {"version_schema", schema.str()},
                                 {"search_path", path},
                                 {"findings", to_json(sorted(findings))}}));
    console.message(
        flags_.start.complete
            ? fmt::format("{} is complete. Clients use:", migration.name)
            : fmt::format("{} is started. Clients of the new version use:", migration.name));
    console.data(search_path_text(schema, status.schema) + ";\n");
    if (!flags_.start.complete) console.message("next: zdm complete or zdm rollback");
  }

  std::vector<std::string> files_;
  StartFlags flags_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> start_command() { return std::make_unique<Start>(); }

}  // namespace zdm::cli
