#include "plan/plan.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "command.hpp"
#include "core/error.hpp"
#include "data_check.hpp"
#include "database_forecast.hpp"
#include "engine.hpp"
#include "estimate_text.hpp"
#include "file.hpp"
#include "findings_report.hpp"
#include "folder.hpp"
#include "json.hpp"
#include "migrate_flags.hpp"
#include "plan/plan_json.hpp"
#include "plan_columns.hpp"
#include "plan_html.hpp"
#include "plan_markdown.hpp"
#include "plan_sql.hpp"
#include "plan_text.hpp"
#include "sql_hazards.hpp"

namespace zdm::cli {
namespace {

constexpr const char* kStandardOutput = "-";

// A plan that rollback cannot take back in full, or over a schema that others have changed, is
// whole, and there to be looked at before somebody allows it. What --check-data finds says nothing
// against the plan either.
bool is_sound(const Findings& findings) {
  return std::none_of(findings.begin(), findings.end(), [](const Finding& finding) {
    return finding.severity == Severity::error && finding.code != "irreversible" &&
           finding.code != "drift";
  });
}

void add_extents(Forecasts& forecasts, const Globals& globals, Console& console) {
  Engine engine(globals, console);
  for (Forecast& forecast : forecasts) {
    if (!forecast.plan) continue;
    forecast.extents = engine->extents(*forecast.plan);
    if (!forecast.extents)
      forecast.findings.push_back({.code = "no-estimates",
                                   .severity = Severity::note,
                                   .place = {.file = forecast.file, .pointer = {}},
                                   .message = "how long it may take is not known: somebody holds "
                                              "a lock on one of its tables",
                                   .hint = {}});
  }
}

class PlanFiles : public Command {
 public:
  std::string_view name() const override { return "plan"; }
  std::string_view summary() const override {
    return "print what would run: SQL, locks, costs, and how each step is undone";
  }
  std::string_view details() const override {
    return "Changes nothing. Several files are planned as if each were complete before the next.\n"
           "Of a folder: all of its files that are outstanding, as one, as zdm migrate would run "
           "them.\n"
           "Views of tables that stay as they are are counted; -v prints them too.\n"
           "--sql prints all as a script to be read, with what rollback would run; --markdown is "
           "fit\n"
           "for a comment on a pull request. --html is a page that needs no other file, no network "
           "and no\n"
           "script, for those who review or for a build's artefacts; --html=FILE writes it there "
           "and\n"
           "prints what is asked for besides.\n\n"
           "--check-data reads so many rows of each table (10000 if none are said) in a read-only\n"
           "transaction: it tells, with examples, which would raise an error, be NULL or equal\n"
           "where they may not, violate a rule, or come back from down as another value. Of\n"
           "several files, only the first meets the rows as they are.\n\n"
           "--json: {\"plans\": [PLAN...], \"findings\": [{\"code\", \"severity\", \"file\", "
           "\"pointer\",\n"
           "\"line\", \"column\", \"message\", \"hint\"}...]}. PLAN is what -o writes. With an "
           "error among\n"
           "the findings the exit code is 3, and \"plans\" is empty unless all that "
           "is\n"
           "wrong is that a step is irreversible, or that others have changed the schema.\n";
  }
  std::vector<Option> options() override {
    std::vector<Option> options{
        {"-o,--output", "PLAN.json", "keep the plan of one FILE in this file", &output_},
        {"--sql", "", "print a script that one can read", &sql_},
        {"--markdown", "", "print Markdown, for a comment on a pull request", &markdown_},
        {"--html", "FILE", "print a page to be looked at, or write it to FILE", &html_,
         kStandardOutput},
        json_option(json_)};
    for (const Option& option : check_data_.options()) options.push_back(option);
    for (const Option& option : folder_.options()) options.push_back(option);
    return options;
  }
  Operands operands() override {
    return {"FILE", "migration files, or a folder of them", 1, kMany, &files_};
  }

  int run(const Globals& globals, Console& console) override {
    if (!output_.empty() && files_.size() > 1)
      throw Error(ErrorKind::usage, "plan: --output keeps the plan of one FILE only");
    const bool prints_html = html_ == kStandardOutput;
    if (json_ + sql_ + markdown_ + prints_html > 1)
      throw Error(
          ErrorKind::usage,
          "plan: --json, --sql, --markdown and --html do not go together; --html=FILE does");
    check_data_.check();
    const bool of_folder = files_.size() == 1 && is_folder(files_.front());
    if (of_folder && check_data_.is_given())
      throw Error(ErrorKind::usage, "plan: --check-data takes files, and no folder");
    const std::vector<ReadFile> files =
        read_files(of_folder ? migration_files(files_.front()) : files_);
    Forecasts forecasts =
        of_folder ? forecast_folder(globals, console) : forecast(files, globals, console);
    add_sql_hazards(files, forecasts);
    const bool sound = is_sound(all_findings(forecasts));
    if (sound) add_extents(forecasts, globals, console);
    if (sound && check_data_.is_given())
      check_data_.add_findings(files, forecasts, globals, console);
    const Findings findings = all_findings(forecasts);
    if (!json_) report(findings, console);
    if (json_) console.data(as_json(sound ? forecasts : Forecasts{}, findings));
    if (!json_ && !prints_html && sound) console.data(as_text(forecasts, globals));
    if (markdown_ && !sound) console.data(refusal_as_markdown(sorted(findings)));
    if (prints_html) console.data(as_html(forecasts, sound, globals));
    if (!html_.empty() && !prints_html) write_file(html_, as_html(forecasts, sound, globals));
    if (!output_.empty() && sound && forecasts.front().plan)
      write_file(output_, plan_to_json(*forecasts.front().plan));
    return exit_code_for(findings);
  }

 private:
  Forecasts forecast_folder(const Globals& globals, Console& console) const {
    const std::string& folder = files_.front();
    Forecast result{.file = folder, .findings = {}, .plan = {}};
    const run::MigrateOptions how = folder_.migrate_options(folder, result.findings);
    if (has_errors(result.findings)) return {result};
    run::FolderPlan planned = Engine(globals, console)->plan_migrate(read_folder(folder), how);
    result.findings = std::move(planned.findings);
    result.plan = std::move(planned.plan);
    if (!result.plan && !has_errors(result.findings)) console.message("nothing is outstanding");
    return {result};
  }

  std::string as_text(const Forecasts& forecasts, const Globals& globals) const {
    std::string text;
    for (const Forecast& forecast : forecasts) {
      if (!forecast.plan) continue;
      if (!text.empty()) text += "\n";
      text += as_text(forecast, globals);
    }
    return text;
  }

  std::string as_text(const Forecast& forecast, const Globals& globals) const {
    const Plan& plan = *forecast.plan;
    const Extents* extents = forecast.known_extents();
    if (sql_) return plan_as_sql(plan, extents);
    if (markdown_) return plan_as_markdown(plan, sorted(forecast.findings), extents);
    return render_plan(plan, globals.verbose ? Detail::full : Detail::summary, extents) +
           columns_as_text(plan) + (extents != nullptr ? estimates_as_text(plan, *extents) : "");
  }

  static std::string as_html(const Forecasts& forecasts, bool sound, const Globals& globals) {
    return plans_as_html(forecasts, sound, globals.verbose ? Detail::full : Detail::summary);
  }

  static std::string as_json(const Forecasts& forecasts, const Findings& findings) {
    Json plans = Json::array();
    for (const Forecast& forecast : forecasts)
      if (forecast.plan) plans.push_back(to_json(*forecast.plan, forecast.known_extents()));
    return print({{"plans", std::move(plans)}, {"findings", to_json(sorted(findings))}});
  }

  std::vector<std::string> files_;
  std::string output_;
  bool sql_ = false;
  bool markdown_ = false;
  std::string html_;
  bool json_ = false;
  DataCheckOption check_data_;
  MigrateFlags folder_;
};

}  // namespace

std::unique_ptr<Command> plan_command() { return std::make_unique<PlanFiles>(); }

}  // namespace zdm::cli
