#include "oracle/definition.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <nlohmann/json.hpp>

#include "operations/sql_fragment.hpp"
#include "sql/sql.hpp"

namespace zdm::oracle {
namespace {

bool is_generated(const Json& column, const char* how) {
  return column.contains("generated") && column["generated"].contains(how);
}

std::string generated(const Json& column) {
  if (is_generated(column, "expression"))
    return fmt::format(" GENERATED ALWAYS AS {} STORED",
                       expression(text_of(column["generated"], "expression")));
  if (!is_generated(column, "identity")) return {};
  const Json& identity = column["generated"]["identity"];
  const std::string options = text_of(identity, "sequence_options");
  return fmt::format(" GENERATED {} AS IDENTITY {}",
                     identity.value("user_specified_values", "ALWAYS"),
                     options.empty() ? "" : "(" + options + ")");
}

std::string collation(const std::string& text) {
  return text.empty() ? "" : " COLLATE " + operations::collation_name(text)->quoted();
}

std::string deferral(const Json& constraint) {
  return fmt::format("{}{}", is_true(constraint, "deferrable") ? " DEFERRABLE" : "",
                     is_true(constraint, "initially_deferred") ? " INITIALLY DEFERRED" : "");
}

// INCLUDE, WITH and USING INDEX TABLESPACE of a key.
std::string index_parameters(const Json& constraint) {
  if (!constraint.contains("index_parameters")) return {};
  const Json& parameters = constraint["index_parameters"];
  std::string text;
  if (parameters.contains("include_columns") && !parameters["include_columns"].empty())
    text += fmt::format(" INCLUDE ({})", quoted_list(parameters["include_columns"]));
  if (const std::string storage = text_of(parameters, "storage_parameters"); !storage.empty())
    text += fmt::format(" WITH ({})", storage);
  if (parameters.contains("tablespace"))
    text += " USING INDEX TABLESPACE " + quoted(parameters["tablespace"]);
  return text;
}

std::string exclude(const Json& constraint) {
  const Json& rule = constraint["exclude"];
  const std::string predicate = text_of(rule, "predicate");
  return fmt::format("EXCLUDE USING {} ({}){}{}", text_of(rule, "index_method"),
                     text_of(rule, "elements"), index_parameters(constraint),
                     predicate.empty() ? "" : " WHERE " + expression(predicate));
}

std::string rule_of(const Json& constraint) {
  const std::string type = constraint["type"];
  if (type == "check")
    return fmt::format("CHECK {}{}", expression(text_of(constraint, "check")),
                       is_true(constraint, "no_inherit") ? " NO INHERIT" : "");
  if (type == "foreign_key")
    return foreign_key(constraint["columns"], constraint["references"],
                       constraint["references"]["columns"]);
  if (type == "exclude") return exclude(constraint);
  return fmt::format("{}{} ({}){}", type == "unique" ? "UNIQUE" : "PRIMARY KEY",
                     is_true(constraint, "nulls_not_distinct") ? " NULLS NOT DISTINCT" : "",
                     quoted_list(constraint["columns"]), index_parameters(constraint));
}

std::string index_element(const Json& element) {
  std::string text = element.contains("column") ? quoted(element["column"])
                                                : expression(text_of(element, "expression"));
  text += collation(text_of(element, "collate"));
  if (element.contains("opclass")) {
    const Json& opclass = element["opclass"];
    text += " " + text_of(opclass, "name");
    const auto parameters = opclass.value("params", std::vector<std::string>{});
    if (!parameters.empty()) text += fmt::format(" ({})", fmt::join(parameters, ", "));
  }
  if (element.contains("sort")) text += " " + text_of(element, "sort");
  if (element.contains("nulls")) text += " NULLS " + text_of(element, "nulls");
  return text;
}

}  // namespace

std::string quoted(const Json& name) { return Identifier(name.get<std::string>()).quoted(); }

std::string quoted_list(const Json& names) {
  std::vector<std::string> parts;
  for (const Json& name : names) parts.push_back(quoted(name));
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string literal(const Json& text_or_null) {
  return text_or_null.is_null() ? "NULL" : to_sql(Literal{text_or_null.get<std::string>()});
}

std::string expression(const std::string& text) { return "(" + text + "\n)"; }

bool is_true(const Json& object, const char* key) { return object.value(key, false); }

std::string text_of(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found == object.end() || found->is_null() ? "" : found->get<std::string>();
}

std::string bare_column(const Json& column) {
  const std::string value = text_of(column, "default");
  return fmt::format("{} {}{}{}{}", quoted(column["name"]), text_of(column, "type"),
                     collation(text_of(column, "collate")),
                     value.empty() ? "" : " DEFAULT " + expression(value), generated(column));
}

bool is_not_null(const Json& column) {
  return !is_true(column, "nullable") || is_true(column, "pk") || is_generated(column, "identity");
}

std::vector<std::string> column_constraints(const Json& column) {
  const std::string name = quoted(column["name"]);
  std::vector<std::string> constraints;
  if (is_true(column, "unique")) constraints.push_back(fmt::format("UNIQUE ({})", name));
  if (column.contains("check"))
    constraints.push_back(check(column["check"]["name"], column["check"]));
  if (column.contains("references")) {
    const Json& reference = column["references"];
    constraints.push_back(fmt::format(
        "CONSTRAINT {} {}", quoted(reference["name"]),
        foreign_key(Json::array({column["name"]}), reference, Json::array({reference["column"]})) +
            deferral(reference)));
  }
  return constraints;
}

std::string foreign_key(const Json& columns, const Json& reference,
                        const Json& referenced_columns) {
  std::string text = fmt::format(
      "FOREIGN KEY ({}) REFERENCES {} ({}) MATCH {} ON UPDATE {} ON DELETE {}",
      quoted_list(columns), quoted(reference["table"]), quoted_list(referenced_columns),
      reference.value("match_type", "SIMPLE"), reference.value("on_update", "NO ACTION"),
      reference.value("on_delete", "NO ACTION"));
  if (const auto set = reference.find("on_delete_set_columns");
      set != reference.end() && !set->empty())
    text += fmt::format(" ({})", quoted_list(*set));
  return text;
}

std::string check(const Json& name, const Json& check) {
  return fmt::format("CONSTRAINT {} CHECK {}{}", quoted(name),
                     expression(text_of(check, "constraint")),
                     is_true(check, "no_inherit") ? " NO INHERIT" : "");
}

std::string table_constraint(const Json& constraint) {
  return fmt::format("CONSTRAINT {} {}{}", quoted(constraint["name"]), rule_of(constraint),
                     deferral(constraint));
}

namespace {

// A list of elements or names, or an object by names: in the order of the alphabet here, so that
// cases write theirs so, too. That it is the file's is in tests/unit.
std::vector<std::string> index_elements(const Json& columns) {
  std::vector<std::string> elements;
  for (const auto& [key, value] : columns.items()) {
    Json element = value.is_object() ? value : Json::object();
    if (columns.is_object()) element["column"] = key;
    if (value.is_string()) element["column"] = value;
    elements.push_back(index_element(element));
  }
  return elements;
}

}  // namespace

std::string create_index(const Json& operation) {
  const std::vector<std::string> elements = index_elements(operation["columns"]);
  std::string text = fmt::format("CREATE {}INDEX {} ON {} USING {} ({})",
                                 is_true(operation, "unique") ? "UNIQUE " : "",
                                 quoted(operation["name"]), quoted(operation["table"]),
                                 operation.value("method", "btree"), fmt::join(elements, ", "));
  if (operation.contains("include") && !operation["include"].empty())
    text += fmt::format(" INCLUDE ({})", quoted_list(operation["include"]));
  if (is_true(operation, "nulls_not_distinct")) text += " NULLS NOT DISTINCT";
  if (const std::string storage = text_of(operation, "storage_parameters"); !storage.empty())
    text += fmt::format(" WITH ({})", storage);
  if (const std::string predicate = text_of(operation, "predicate"); !predicate.empty())
    text += " WHERE " + expression(predicate);
  return text;
}

}  // namespace zdm::oracle
