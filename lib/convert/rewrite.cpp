#include "convert/rewrite.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "convert/convert.hpp"
#include "migration/document.hpp"
#include "migration/list_edit.hpp"

namespace zdm::convert {
namespace {

using nlohmann::json;

const json* sql_of(const json& operation) {
  if (!operation.is_object() || operation.size() != 1) return nullptr;
  const auto sql = operation.find("sql");
  const bool readable = sql != operation.end() && sql->is_object() && sql->contains("up") &&
                        sql->at("up").is_string();
  return readable ? &*sql : nullptr;
}

// At complete it runs behind all others, wherever it stands: those behind it must not be met by
// what it becomes.
bool stands_behind_all(const json& operations, std::size_t index) {
  return std::all_of(operations.begin() + static_cast<std::ptrdiff_t>(index), operations.end(),
                     [](const json& each) { return sql_of(each) != nullptr; });
}

// Why the SQL stays; empty if it need not.
std::string obstacle(const Conversion& conversion, const json& operations, std::size_t index) {
  if (conversion.counts.operations == 0) return "no operation does this";
  if (conversion.migrations.size() > 1) return "it would take several migrations: see zdm convert";
  for (const Finding& finding : conversion.findings)
    if (finding.severity == Severity::error) return finding.message + "; " + finding.hint;
  if (!stands_behind_all(operations, index)) return "operations stand behind it";
  return {};
}

Finding note(const Place& place, Severity severity, std::string code, std::string message) {
  return {.code = std::move(code),
          .severity = severity,
          .place = place,
          .message = std::move(message),
          .hint = {}};
}

}  // namespace

// From the last to the first, so that the places of those before stay.
Rewriting rewrite_sql_operations(const std::string& file, const std::string& text,
                                 const Identifier& schema) {
  Rewriting rewriting{.text = text, .rewritten = 0, .findings = {}};
  const Document document = read_document(file, text);
  if (!document.value || !document.value->is_object() || !document.value->contains("operations"))
    return rewriting;
  const json& operations = document.value->at("operations");
  for (std::size_t i = operations.is_array() ? operations.size() : 0; i-- > 0;) {
    const json* sql = sql_of(operations[i]);
    if (sql == nullptr) continue;
    const Place place = document.root(file).at("operations").at(i).at("sql").place();
    const Conversion conversion = convert_sql(file, sql->at("up").get<std::string>(), schema);
    std::string why = obstacle(conversion, operations, i);
    std::optional<std::string> edited;
    if (why.empty()) {
      const auto& list = conversion.migrations.front().at("operations");
      edited = with_operations(file, rewriting.text, i, {list.begin(), list.end()});
      if (!edited) why = "it cannot be replaced in this layout";
    }
    if (!edited) {
      rewriting.findings.push_back(note(place, Severity::note, "stays-sql", "stays sql: " + why));
      continue;
    }
    rewriting.text = std::move(*edited);
    ++rewriting.rewritten;
    for (const Finding& finding : conversion.findings)
      rewriting.findings.push_back(note(place, finding.severity, finding.code, finding.message));
  }
  return rewriting;
}

}  // namespace zdm::convert
