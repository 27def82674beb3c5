#include "convert/column_joins.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "convert/sql_name.hpp"
#include "sql/expression.hpp"

namespace zdm::convert {
namespace {

void set_nullable(Json& column, bool nullable) {
  if (nullable)
    column["nullable"] = true;
  else
    column.erase("nullable");
}

void set_or_erase(Json& column, const char* key, const Json& value) {
  if (value.is_null())
    column.erase(key);
  else
    column[key] = value;
}

bool reads(const std::string& expression, const std::string& column) {
  const ExpressionAnalysis analysis = analyze(SqlExpression(expression));
  return !analysis.error.empty() || analysis.reads_whole_row ||
         std::any_of(analysis.columns.begin(), analysis.columns.end(),
                     [&](const ColumnUse& use) { return use.name.str() == column; });
}

// In lower case, without blanks and parentheses.
std::string bare_words(std::string_view text) {
  std::string words;
  for (const char c : text)
    if (std::string_view("() \t\r\n").find(c) == std::string_view::npos)
      words += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  return words;
}

// WHERE column IS NULL
bool is_null_test(const std::string& where, const std::string& column) {
  const ExpressionAnalysis analysis = analyze(SqlExpression(where));
  if (analysis.columns.size() != 1 || !analysis.functions.empty()) return false;
  const ColumnUse& use = analysis.columns.front();
  return use.name.str() == column && bare_words(where.substr(0, use.begin)).empty() &&
         bare_words(where.substr(use.end)) == "isnull";
}

std::string in_parentheses(const std::string& value) {
  return value.starts_with("SELECT ") ? "(" + value + ")" : value;
}

// What rows have in the column without the update: a default gives old rows its value too.
std::string value_before(const Json& add_column) {
  if (add_column.contains("up")) return add_column.at("up");
  return add_column.at("column").value("default", std::string("NULL"));
}

// The default of rows to come; old ones keep what they have.
void set_added_default(Json& add_column, const Json& value) {
  if (!add_column.contains("up")) {
    const std::string before = value_before(add_column);
    const bool nothing_yet = before == "NULL" && value.is_null();
    if (!nothing_yet) add_column["up"] = before;
  }
  set_or_erase(add_column["column"], "default", value);
}

}  // namespace

void alter_in_create_table(Json& column, const Json& alteration) {
  if (alteration.contains("type")) column["type"] = alteration.at("type");
  if (alteration.contains("nullable")) set_nullable(column, alteration.at("nullable").get<bool>());
  for (const char* key : {"default", "comment"})
    if (alteration.contains(key)) set_or_erase(column, key, alteration.at(key));
}

bool alter_in_add_column(Json& add_column, const Json& alteration) {
  Json& column = add_column["column"];
  if (column.contains("generated")) return false;
  if (alteration.contains("type")) {
    if (add_column.contains("up") || alteration.contains("up")) return false;
    column["type"] = alteration.at("type");
  }
  if (alteration.contains("nullable")) set_nullable(column, alteration.at("nullable").get<bool>());
  if (alteration.contains("default")) set_added_default(add_column, alteration.at("default"));
  if (alteration.contains("comment")) set_or_erase(column, "comment", alteration.at("comment"));
  return true;
}

bool alter_in_alter_column(Json& alter_column, const Json& alteration) {
  // An up is worked out from the old type, and is the only one.
  const bool types = alteration.contains("type") || alter_column.contains("type");
  if (alter_column.contains("up") && (alteration.contains("up") || alteration.contains("type")))
    return false;
  if (alteration.contains("type") && alter_column.contains("type")) return false;
  // A new type may need neither up nor down, and its down says nothing of NULL.
  if (types && (alteration.contains("nullable") || alter_column.contains("nullable"))) return false;
  for (const auto& [key, value] : alteration.items()) alter_column[key] = value;
  return true;
}

bool fill_added_column(Json& add_column, const Json& update) {
  Json& column = add_column["column"];
  const std::string name = column.at("name");
  const std::string value = update.at("values").at(name);
  const std::string where = update.value("where", std::string());
  const std::string before = value_before(add_column);
  if (column.contains("generated") || reads(value, name)) return false;
  if (update.contains("from") && before != "NULL") return false;
  if (where.empty()) {
    add_column["up"] = value;
  } else if (is_null_test(where, name)) {
    add_column["up"] =
        before == "NULL" ? value : fmt::format("coalesce({}, {})", before, in_parentheses(value));
  } else if (reads(where, name)) {
    return false;
  } else {
    add_column["up"] = fmt::format("CASE WHEN {} THEN {} ELSE {} END", where, in_parentheses(value),
                                   in_parentheses(before));
  }
  return true;
}

std::string up_after_update(const Json& update, const std::string& column) {
  const Json& values = update.at("values");
  if (values.size() != 1 || !values.contains(column) || update.contains("from")) return {};
  const std::string value = in_parentheses(values.at(column).get<std::string>());
  const std::string where = update.value("where", std::string());
  if (where.empty()) return value;
  if (is_null_test(where, column)) return fmt::format("coalesce({}, {})", sql_name(column), value);
  return fmt::format("CASE WHEN {} THEN {} ELSE {} END", where, value, sql_name(column));
}

}  // namespace zdm::convert
