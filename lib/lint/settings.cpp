#include "lint/settings.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "fields/record.hpp"
#include "lint/hazard.hpp"
#include "migration/document.hpp"

namespace zdm::lint {
namespace {

enum class Level { off, warning, error };

}  // namespace
}  // namespace zdm::lint

template <>
struct zdm::fields::Choices<zdm::lint::Level> {
  using Level = zdm::lint::Level;
  static constexpr std::array<std::pair<Level, std::string_view>, 3> values{
      {{Level::off, "off"}, {Level::warning, "warning"}, {Level::error, "error"}}};
};

template <>
struct zdm::fields::Choices<zdm::lint::Transactions> {
  using Transactions = zdm::lint::Transactions;
  static constexpr std::array<std::pair<Transactions, std::string_view>, 2> values{
      {{Transactions::each_statement, "statement"}, {Transactions::whole_script, "file"}}};
};

template <>
struct zdm::fields::Choices<zdm::Policy> {
  using Policy = zdm::Policy;
  static constexpr std::array<std::pair<Policy, std::string_view>, 3> values{
      {{Policy::refuse, "refuse"}, {Policy::warn, "warn"}, {Policy::allow, "allow"}}};
};

namespace zdm::lint {
namespace {

struct HistoryFields {
  Policy out_of_order = HistoryPolicies().out_of_order;
  Policy edited = HistoryPolicies().edited;
  Policy missing = HistoryPolicies().missing;

  static const fields::Record<HistoryFields>& record() {
    static const fields::Record<HistoryFields> record(
        "history",
        {
            fields::optional("out-of-order", &HistoryFields::out_of_order,
                             "a file that sorts before an applied one: refuse, warn or allow"),
            fields::optional("edited", &HistoryFields::edited,
                             "an applied file that has changed since: refuse, warn or allow"),
            fields::optional("missing", &HistoryFields::missing,
                             "an applied file that is not there: refuse, warn or allow"),
        });
    return record;
  }
};

struct LintFields {
  std::map<Identifier, Level> rules;
  Transactions transactions = Transactions::each_statement;

  static const fields::Record<LintFields>& record() {
    static const fields::Record<LintFields> record(
        "lint", {
                    fields::optional("rules", &LintFields::rules,
                                     "the severity of each code: off, warning or error"),
                    fields::optional("transaction", &LintFields::transactions,
                                     "what of a .sql file runs in one transaction"),
                });
    return record;
  }
};

struct FileFields {
  LintFields lint;
  HistoryFields history;

  static const fields::Record<FileFields>& record() {
    static const fields::Record<FileFields> record(
        "settings", {fields::optional("lint", &FileFields::lint, "what zdm lint tells"),
                     fields::optional("history", &FileFields::history,
                                      "what zdm migrate makes of files that do not fit")});
    return record;
  }
};

std::optional<Severity> severity_of(Level level) {
  switch (level) {
    case Level::off:
      return std::nullopt;
    case Level::warning:
      return Severity::warning;
    case Level::error:
      return Severity::error;
  }
  return std::nullopt;
}

Finding unknown_code(const fields::Location& rules, const std::string& code) {
  std::vector<std::string> known;
  for (const Hazard& each : hazards()) known.emplace_back(each.code);
  const std::string meant = nearest(code, known);
  return {.code = "unknown-code",
          .severity = Severity::error,
          .place = rules.at(code).place(),
          .message = fmt::format("there is no code \"{}\"", code),
          .hint = meant.empty() ? "zdm lint --hazards lists them"
                                : fmt::format("did you mean \"{}\"?", meant)};
}

}  // namespace

std::optional<Severity> Settings::severity(std::string_view code) const {
  if (const auto set = rules.find(code); set != rules.end()) return set->second;
  const Hazard* known = hazard(code);
  return known == nullptr ? std::nullopt : known->severity;
}

ParsedSettings parse_settings(const std::string& file, std::string_view text) {
  ParsedSettings parsed;
  Document document = read_json(file, text);
  parsed.findings = std::move(document.findings);
  if (!document.value) return parsed;
  const fields::Location root = document.root(file);
  const FileFields read =
      FileFields::record().read(fields::Node(*document.value, root, parsed.findings));
  parsed.settings.transactions = read.lint.transactions;
  parsed.settings.history = {.out_of_order = read.history.out_of_order,
                             .edited = read.history.edited,
                             .missing = read.history.missing};
  for (const auto& [code, level] : read.lint.rules) {
    parsed.settings.rules[code.str()] = severity_of(level);
    if (hazard(code.str()) == nullptr)
      parsed.findings.push_back(unknown_code(root.at("lint").at("rules"), code.str()));
  }
  return parsed;
}

}  // namespace zdm::lint
