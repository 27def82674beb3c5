#include <fmt/format.h>
#include <fmt/ranges.h>

#include <nlohmann/json.hpp>

#include "command.hpp"
#include "core/error.hpp"
#include "engine.hpp"
#include "exit_code.hpp"
#include "findings_report.hpp"
#include "json.hpp"
#include "migrate_flags.hpp"
#include "start_flags.hpp"
#include "status_text.hpp"

namespace zdm::cli {
namespace {

std::string list(const std::vector<std::string>& names) {
  return fmt::format("{}", fmt::join(names, ", "));
}

class Migrate : public Command {
 public:
  std::string_view name() const override { return "migrate"; }
  std::string_view summary() const override {
    return "start everything that is outstanding in a folder, as one";
  }
  std::string_view details() const override {
    return "The version that clients use now stays live until complete, and the newest becomes "
           "live\n"
           "beside it; those in between are in the history, and no client ever sees them. Each "
           "table is\n"
           "filled once, and zdm rollback takes all back. zdm plan DIR shows what would run.\n\n"
           "What SQL in one of the files does to the tables is learnt by running it in a "
           "transaction\n"
           "that is rolled back; it runs before all else then. Where that cannot be, and where a "
           "file can\n"
           "be planned only behind a complete one, the files before it run as one and a note "
           "tells why;\n"
           "with --complete, zdm goes on with the next ones at once.\n\n"
           "A migrate that was killed is finished by the same command, or taken back by zdm "
           "rollback.\n"
           "Whether files that do not fit to the history are refused is set by the options or in "
           ".zdm.json:\n"
           "{\"history\": {\"out-of-order\": \"refuse\", \"edited\": \"refuse\", \"missing\": "
           "\"warn\"}}.\n\n"
           "--json: {\"migrations\" (those that this run has started, completed or gone on with), "
           "\"left\"\n"
           "(outstanding still), \"status\" (started or completed; null if none was ever), "
           "\"version_schema\",\n"
           "\"search_path\", \"findings\" (as in zdm plan)}.\n";
  }
  std::vector<Option> options() override {
    std::vector<Option> options = start_.options();
    options.push_back({"--one-by-one", "",
                       "complete each before the next; the last with --complete", &one_by_one_});
    options.push_back(
        {"--expect-one", "", "end with 5 unless exactly one is outstanding", &expect_one_});
    for (const Option& option : flags_.options()) options.push_back(option);
    options.push_back(json_option(json_));
    return options;
  }
  Operands operands() override { return {"DIR", "the folder of the migrations", 1, 1, &folder_}; }

  int run(const Globals& globals, Console& console) override {
    start_.read();
    Findings findings;
    run::MigrateOptions how = flags_.migrate_options(folder_.front(), findings);
    how.start = start_.start;
    how.one_by_one = one_by_one_;
    how.expect_one = expect_one_;
    Globals with_backfill = globals;
    with_backfill.run.backfill = start_.backfill;
    Engine engine(with_backfill, console);
    run::Migrated done{.ran = {}, .left = {}, .findings = std::move(findings)};
    if (!has_errors(done.findings)) {
      run::Migrated migrated = engine->migrate(read_folder(folder_.front()), how);
      migrated.findings.insert(migrated.findings.begin(), done.findings.begin(),
                               done.findings.end());
      done = std::move(migrated);
    }
    if (!json_) report(done.findings, console);
    if (has_errors(done.findings) && done.ran.empty()) {
      if (json_) console.data(print({{"findings", to_json(sorted(done.findings))}}));
    } else {
      tell(engine->status(), done, console);
    }
    return exit_code_for(done.findings);
  }

 private:
  void tell(const run::Status& status, const run::Migrated& done, Console& console) const {
    const Identifier base = status.schema;
    const Identifier version =
        (status.new_version_schema ? status.new_version_schema : status.old_version_schema)
            .value_or(base);
    if (json_) return console.data(as_json(status, done, version));
    if (done.ran.empty())
      console.message(status.active ? fmt::format("nothing is outstanding; {} {} active already",
                                                  list(status.active->span),
                                                  status.active->span.size() == 1 ? "is" : "are")

                                    : "nothing is outstanding");
    else
      console.message(fmt::format(
          "{} {} {}. Clients{} use:", list(done.ran), done.ran.size() == 1 ? "is" : "are",
          status.active ? "started" : "complete", status.active ? " of the new version" : ""));
    console.data(version == base ? "" : search_path_text(version, base) + ";\n");
    if (!done.left.empty()) console.message("outstanding: " + list(done.left));
    if (status.active) console.message("next: zdm complete or zdm rollback");
  }

  static std::string as_json(const run::Status& status, const run::Migrated& done,
                             const Identifier& version) {
    const Json state = status.active   ? Json(run::to_string(status.active->status))
                       : status.latest ? Json("completed")
                                       : Json();
    return print(
        {{"migrations", done.ran},
         {"left", done.left},
         {"status", state},
         {"version_schema", version.str()},
         {"search_path", version == status.schema ? status.schema.quoted()
                                                  : search_path_value(version, status.schema)},
         {"findings", to_json(sorted(done.findings))}});
  }

  std::vector<std::string> folder_;
  StartFlags start_;
  MigrateFlags flags_;
  bool one_by_one_ = false;
  bool expect_one_ = false;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> migrate_command() { return std::make_unique<Migrate>(); }

}  // namespace zdm::cli
