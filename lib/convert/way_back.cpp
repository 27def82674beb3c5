#include <fmt/format.h>

#include "convert/reading.hpp"
#include "core/identifier.hpp"
#include "lint/syntax_node.hpp"

namespace zdm::convert {
namespace {

using lint::SyntaxNode;

std::string quoted(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names)
    text += (text.empty() ? "" : ".") + Identifier(name).quoted();
  return text;
}

std::string quoted(const SyntaxNode& range_var) {
  const lint::TableName table = range_var.table();
  return table.schema.empty() ? quoted(std::vector{table.name})
                              : quoted(std::vector{table.schema, table.name});
}

std::string drop(const char* what, const std::string& name) {
  return fmt::format("DROP {} IF EXISTS {}", what, name);
}

bool is_input(const SyntaxNode& parameter) {
  const std::string mode = parameter.text("mode");
  return mode != "FUNC_PARAM_OUT" && mode != "FUNC_PARAM_TABLE";
}

// The types of a function's parameters, as they are written.
std::string parameter_types(const Reading& reading) {
  const StatementText& text = reading.text();
  std::string types;
  for (const SyntaxNode& parameter : reading.node().list("parameters")) {
    if (!is_input(parameter)) continue;
    Span span = text.element(text.at(parameter.at("argType").location().value_or(0)));
    span.end = std::min(text.find("default", span), text.find("=", span));
    types += (types.empty() ? "" : ", ") + text.text(span);
  }
  return types;
}

std::string drop_function(const Reading& reading) {
  const SyntaxNode& node = reading.node();
  if (node.flag("replace")) return {};
  return drop(node.flag("is_procedure") ? "PROCEDURE" : "FUNCTION",
              fmt::format("{}({})", quoted(node.names("funcname")), parameter_types(reading)));
}

std::string drop_of_table(const Reading& reading, const char* what, const std::string& name) {
  return drop(
      what,
      fmt::format(
          "{} ON {}", quoted(std::vector{name}),
          quoted(reading.node().at(reading.node().is("CreatePolicyStmt") ? "table" : "relation"))));
}

std::string drop_made(const SyntaxNode& node) {
  const bool materialized = node.text("objtype") == "OBJECT_MATVIEW";
  return drop(materialized ? "MATERIALIZED VIEW" : "TABLE", quoted(node.at("into").at("rel")));
}

}  // namespace

std::string way_back(const Reading& reading) {
  const SyntaxNode& node = reading.node();
  // What was there before must not go.
  if (node.flag("if_not_exists") || node.flag("replace")) return {};
  if (node.is("CreateExtensionStmt"))
    return drop("EXTENSION", quoted(std::vector{node.text("extname")}));
  if (node.is("CreateSchemaStmt") && node.has("schemaname"))
    return drop("SCHEMA", quoted(std::vector{node.text("schemaname")}));
  if (node.is("CreateEnumStmt") || node.is("CreateRangeStmt"))
    return drop("TYPE", quoted(node.names("typeName")));
  if (node.is("CompositeTypeStmt")) return drop("TYPE", quoted(node.at("typevar")));
  if (node.is("CreateDomainStmt")) return drop("DOMAIN", quoted(node.names("domainname")));
  if (node.is("CreateFunctionStmt")) return drop_function(reading);
  if (node.is("CreateTrigStmt")) return drop_of_table(reading, "TRIGGER", node.text("trigname"));
  if (node.is("CreatePolicyStmt"))
    return drop_of_table(reading, "POLICY", node.text("policy_name"));
  if (node.is("ViewStmt")) return drop("VIEW", quoted(node.at("view")));
  if (node.is("CreateTableAsStmt")) return drop_made(node);
  if (node.is("CreateStmt")) return drop("TABLE", quoted(node.at("relation")));
  if (node.is("CreateSeqStmt")) return drop("SEQUENCE", quoted(node.at("sequence")));
  if (node.is("IndexStmt") && node.has("idxname"))
    return drop("INDEX", quoted(std::vector{node.text("idxname")}));
  if (node.is("CreateStatsStmt")) return drop("STATISTICS", quoted(node.names("defnames")));
  return {};
}

}  // namespace zdm::convert
