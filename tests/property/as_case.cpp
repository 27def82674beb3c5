#include <fmt/format.h>
#include <fmt/ranges.h>

#include "property/trial.hpp"

namespace zdm::property {
namespace {

std::string section(const std::string& heading, const Statements& statements) {
  if (statements.empty()) return {};
  return fmt::format("\n== {}\n{};\n", heading, fmt::join(statements, ";\n"));
}

std::string operations(const Trial& trial) {
  std::vector<std::string> lines;
  for (const Step& step : trial.steps) lines.push_back("  " + step.operation.dump());
  return fmt::format("\n== migration 01_change\n{{ \"operations\": [\n{}\n] }}\n",
                     fmt::join(lines, ",\n"));
}

}  // namespace

std::string as_case(const Trial& trial, const Outcome& outcome) {
  Statements tables = trial.definitions;
  tables.insert(tables.end(), trial.rows.begin(), trial.rows.end());
  std::string text = fmt::format("property test, seed {}: {}\n", trial.seed, outcome.what);
  text += section("tables", tables) + section("old client before start", trial.before_start) +
          operations(trial);
  const std::string old_clients = section("old client", trial.by_old_clients);
  const std::string new_clients = section("new client", trial.by_new_clients);
  text += trial.completes ? old_clients + new_clients : new_clients + old_clients;
  return text + section(trial.completes ? "new client after complete" : "old client after rollback",
                        trial.at_the_end);
}

}  // namespace zdm::property
