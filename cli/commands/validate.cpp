#include <fmt/format.h>

#include <iterator>
#include <nlohmann/json.hpp>

#include "command.hpp"
#include "database_forecast.hpp"
#include "findings_report.hpp"
#include "folder.hpp"
#include "json.hpp"
#include "sequence.hpp"
#include "sql_hazards.hpp"

namespace zdm::cli {
namespace {

std::string verdict(const Forecast& forecast, bool online) {
  if (forecast.is_applied) return "it is applied, so that only its form was checked";
  return online ? "checked against the database"
                : "checked against the files before it, without a database";
}

class Validate : public Command {
 public:
  std::string_view name() const override { return "validate"; }
  std::string_view summary() const override { return "parse and check migration files"; }
  std::string_view details() const override {
    return "Against the database that --postgres-url, ZDM_POSTGRES_URL, DATABASE_URL, PGHOST,\n"
           "PGDATABASE or PGSERVICE name; of files that are active or complete there only the form "
           "is\n"
           "checked. Where none names one, or with --offline: against the files before it in its\n"
           "folder, which is all that is known of the tables then. Changes nothing.\n\n"
           "--json: {\"valid\", \"findings\" (as in zdm plan)}.\n";
  }
  std::vector<Option> options() override {
    return {{"--offline", "", "without a database, even if one is named", &offline_},
            json_option(json_)};
  }
  Operands operands() override { return {"FILE", "migration files", 1, kMany, &files_}; }

  int run(const Globals& globals, Console& console) override {
    const std::string url = connection_url(globals.postgres_url, environment_variable);
    const bool online = !offline_ && names_a_database(url, environment_variable);
    const Forecasts forecasts = online ? check_online(globals, console) : check_offline(globals);
    const Findings findings = all_findings(forecasts);
    if (json_)
      console.data(
          print({{"valid", !has_errors(findings)}, {"findings", to_json(sorted(findings))}}));
    else
      tell(forecasts, online, console);
    return exit_code_for(findings);
  }

 private:
  Forecasts check_online(const Globals& globals, Console& console) const {
    const std::vector<ReadFile> files = read_files(files_);
    Forecasts forecasts = forecast(files, globals, console, AppliedFiles::only_read);
    add_sql_hazards(files, forecasts);
    return forecasts;
  }

  // Each folder by itself: its files one after the other, as far as the last one asked for.
  Forecasts check_offline(const Globals& globals) const {
    Forecasts all;
    for (const std::vector<std::string>& names : with_files_before(files_)) {
      const std::vector<ReadFile> files = read_files(names);
      Forecasts some =
          forecast_from_nothing(files, globals.run.schema, situation(globals, std::nullopt));
      add_sql_hazards(files, some);
      std::move(some.begin(), some.end(), std::back_inserter(all));
    }
    return all;
  }

  static void tell(const Forecasts& forecasts, bool online, Console& console) {
    report(all_findings(forecasts), console);
    for (const Forecast& one : forecasts)
      if (!has_errors(one.findings))
        console.message(fmt::format("{}: no mistakes found; {}", one.file, verdict(one, online)));
    if (!online && has_errors(all_findings(forecasts)))
      console.message("checked without a database: tables from before the first file are unknown");
  }

  std::vector<std::string> files_;
  bool offline_ = false;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> validate_command() { return std::make_unique<Validate>(); }

}  // namespace zdm::cli
