#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "fields/node.hpp"
#include "lint/judgement.hpp"
#include "lint/lint.hpp"
#include "migration/document.hpp"
#include "sql/script.hpp"

namespace zdm::lint {
namespace {

using nlohmann::json;

// zdm bounds the wait for locks in each of its sessions.
Circumstances circumstances(const std::string& sql, Origin origin) {
  return {.origin = origin,
          .transactions =
              forbids_transaction(sql) ? Transactions::each_statement : Transactions::whole_script,
          .has_lock_timeout = true};
}

std::ptrdiff_t line_of(const std::string& text, std::size_t offset) {
  return std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(offset), '\n') + 1;
}

// The place is that of the text in the file, whose own lines are not the file's; a line behind the
// first is told in the message.
Findings lint_text(const json& sql, const fields::Location& location, Origin origin,
                   const Settings& settings, const Advice& advice) {
  if (!sql.is_string()) return {};
  const auto text = sql.get<std::string>();
  if (text.find('\0') != std::string::npos) return {};
  const Script script = parse_script(text);
  std::vector<std::ptrdiff_t> lines;
  Findings findings =
      judge(script, circumstances(text, origin), settings, advice, [&](std::size_t offset) {
        lines.push_back(line_of(text, offset));
        return location.place();
      });
  for (std::size_t i = 0; i < findings.size(); ++i)
    if (lines[i] > 1)
      findings[i].message = fmt::format("line {}: {}", lines[i], findings[i].message);
  return findings;
}

bool is_irreversible(const json& sql) {
  const auto is_there = [&](const char* key) {
    const auto value = sql.find(key);
    return value != sql.end() && value->is_string() && !fields::is_blank(value->get<std::string>());
  };
  const bool at_complete = sql.value("onComplete", json(false)) == json(true);
  return !at_complete && !is_there("down") && !is_there("irreversible");
}

Findings lint_operation(const json& sql, const fields::Location& location, const Settings& settings,
                        const Advice& advice) {
  Findings findings =
      lint_text(sql.value("up", json()), location.at("up"), Origin::operation, settings, advice);
  for (Finding& finding :
       lint_text(sql.value("down", json()), location.at("down"), Origin::down, settings, Advice{}))
    findings.push_back(std::move(finding));
  const auto severity = settings.severity("irreversible");
  if (!severity || !is_irreversible(sql)) return findings;
  findings.push_back(finding_of("irreversible", *severity,
                                {0, "sql without \"down\": rollback could not take it back", {}}));
  findings.back().place = location.place();
  return findings;
}

}  // namespace

Findings lint_migration(const Migration& migration, const Settings& settings,
                        const Advice& advice) {
  const bool has_sql =
      std::any_of(migration.operations.begin(), migration.operations.end(),
                  [](const auto& operation) { return operation->kind() == "sql"; });
  if (!has_sql) return {};
  const Document document = read_document(migration.file, migration.source);
  if (!document.value) return {};
  Findings findings;
  const fields::Location operations = document.root(migration.file).at("operations");
  const json& list = document.value->at("operations");
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (!list[i].is_object() || !list[i].contains("sql") || !list[i]["sql"].is_object()) continue;
    for (Finding& finding :
         lint_operation(list[i]["sql"], operations.at(i).at("sql"), settings, advice))
      findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace zdm::lint
