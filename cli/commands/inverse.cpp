#include "planner/inverse.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <nlohmann/json.hpp>

#include "command.hpp"
#include "findings_report.hpp"
#include "json.hpp"
#include "migration/migration_text.hpp"
#include "tables_before.hpp"

namespace zdm::cli {
namespace {

Finding finding(const ReadFile& file, std::string code, Severity severity, std::string message) {
  return {.code = std::move(code),
          .severity = severity,
          .place = {.file = file.file, .pointer = {}},
          .message = std::move(message),
          .hint = {}};
}

Findings errors_of(Findings findings) {
  std::erase_if(findings, [](const Finding& each) {
    return each.severity != Severity::error || each.code == "irreversible";
  });
  return findings;
}

// A name with which nothing is wrong: nobody has given the inverse one yet.
std::string free_name(const Catalog& catalog) {
  std::string name = "back";
  while (catalog.schema_names.contains(Identifier(catalog.schema.str() + "_" + name))) name += "_";
  return name;
}

ReadFile read_inverse(const ReadFile& file, const Inverted& inverted, const Catalog& tables) {
  const std::string name =
      free_name(tables) + std::filesystem::path(file.file).extension().string();
  return {name, parse_migration(name, text_for_file(file.file, inverted.migration))};
}

// An inverse that would be refused is none.
Findings refusals(const ReadFile& file, const Inverted& inverted, TablesBefore& tables) {
  const ReadFile back = read_inverse(file, inverted, tables.position.catalog);
  const Facts answers = facts(tables, back.parsed.migration);
  Findings findings = errors_of(advance(back, answers, tables.position).findings);
  for (Finding& each : findings) {
    const std::string& where = each.place.pointer;
    each.message = "there is no inverse: it would be refused" +
                   (where.empty() ? "" : " at " + where) + ": " + each.message;
    each.code = "no-inverse";
    each.place = {.file = file.file, .pointer = {}};
  }
  return findings;
}

Findings notes(const ReadFile& file, const TablesBefore& tables, const Position& before) {
  Findings findings;
  if (!before.is_known)
    findings.push_back(finding(file, "unknown-tables", Severity::warning,
                               "sql in a file before may have changed tables, and nobody knows "
                               "what it does: look at what comes back"));
  if (tables.is_active)
    findings.push_back(finding(file, "active", Severity::note,
                               "the migration is active: zdm rollback takes it back"));
  return findings;
}

// Plans the migration and then its inverse. Without a database, the tables may not be known in
// full.
Inverted tried_inverse(TablesBefore& tables) {
  const ReadFile file = tables.file;
  const Position before = tables.position;
  const Facts answers = facts(tables, file.parsed.migration);
  const Findings mistakes = errors_of(advance(file, answers, tables.position).findings);
  if (tables.engine && before.is_known && !mistakes.empty())
    return {.migration = {}, .findings = mistakes};
  Inverted inverted = inverse(file.parsed.migration, before.catalog, answers);
  const auto add = [&](Findings more) {
    std::move(more.begin(), more.end(), std::back_inserter(inverted.findings));
  };
  add(tables.findings);
  add(notes(file, tables, before));
  if (has_errors(inverted.findings)) return inverted;
  if (mistakes.empty())
    add(refusals(file, inverted, tables));
  else
    add({finding(file, "not-checked", Severity::note,
                 "the inverse was not tried out, since the tables before are not known in full: " +
                     mistakes.front().message)});
  return inverted;
}

class PrintInverse : public Command {
 public:
  std::string_view name() const override { return "inverse"; }
  std::string_view summary() const override {
    return "print the migration that takes one back after complete";
  }
  std::string_view details() const override {
    return "While a migration is active, zdm rollback takes it back, and loses nothing.\n"
           "What was dropped has to be known as it was: from the database that --postgres-url,\n"
           "ZDM_POSTGRES_URL, DATABASE_URL and so on name, if the migration is not applied there; "
           "if it\n"
           "is, from what was applied there before it, as the database has recorded it (a file "
           "that was\n"
           "edited since is told, and does not count); without a database from the files before it "
           "in its\n"
           "folder. Rows and values that were dropped do not come back.\n"
           "The findings tell what is lost, and what no operation can make again. Where one has "
           "no\n"
           "inverse, it is named with the reason, nothing is printed, and the exit code is 3.\n\n"
           "--json: {\"migration\" (null if there is none), \"findings\" (as in zdm plan)}.\n";
  }
  std::vector<Option> options() override {
    return {{"--offline", "", "without a database, even if one is named", &offline_},
            json_option(json_)};
  }
  Operands operands() override { return {"FILE", "the migration to take back", 1, 1, &files_}; }

  int run(const Globals& globals, Console& console) override {
    const ReadFile file = read_files(files_).front();
    Findings findings = file.parsed.findings;
    Inverted inverted;
    if (!has_errors(findings)) {
      inverted = inverse_of(file, globals, console);
      findings.insert(findings.end(), inverted.findings.begin(), inverted.findings.end());
    }
    const bool there_is_one = !has_errors(findings);
    if (json_) {
      console.data(print({{"migration", there_is_one ? inverted.migration : Json()},
                          {"findings", to_json(sorted(findings))}}));
    } else {
      report(findings, console);
      if (there_is_one) console.data(text_for_file(file.file, inverted.migration));
    }
    return exit_code_for(findings);
  }

 private:
  Inverted inverse_of(const ReadFile& file, const Globals& globals, Console& console) const {
    TablesBefore tables =
        tables_before(file, globals, console, offline_ ? Ground::files : Ground::database_or_files);
    return tried_inverse(tables);
  }

  std::vector<std::string> files_;
  bool offline_ = false;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> inverse_command() { return std::make_unique<PrintInverse>(); }

}  // namespace zdm::cli
