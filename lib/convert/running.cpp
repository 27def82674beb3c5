// What in a script is about how it is run: transactions, settings, locks, and the tables in which
// the tools that write such scripts keep their history.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "convert/reading.hpp"

namespace zdm::convert {
namespace {

using lint::SyntaxNode;

constexpr std::array<std::string_view, 8> kHistories{
    "schema_migrations",    "ar_internal_metadata",  "alembic_version", "_prisma_migrations",
    "__drizzle_migrations", "flyway_schema_history", "schema_version",  "django_migrations"};
constexpr std::array<std::string_view, 5> kRunning{
    "TransactionStmt", "VariableSetStmt", "VariableShowStmt", "ConstraintsSetStmt", "LockStmt"};

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::vector<std::string> tables_in(const SyntaxNode& node) {
  std::vector<std::string> tables;
  const auto add = [&](const SyntaxNode& relation) {
    if (const std::string name = relation.table().name; !name.empty()) tables.push_back(name);
  };
  add(node.at("relation"));
  node.walk([&](const SyntaxNode& each) {
    if (each.is("RangeVar")) add(each);
  });
  if (node.is("DropStmt") && node.text("removeType") == "OBJECT_TABLE")
    for (const SyntaxNode& object : node.list("objects"))
      tables.push_back(lint::table_of(object.names()).name);
  return tables;
}

bool is_history(const SyntaxNode& node) {
  if (node.is("CreateSchemaStmt")) return node.text("schemaname") == "drizzle";
  const std::vector<std::string> tables = tables_in(node);
  return !tables.empty() && std::all_of(tables.begin(), tables.end(), [](const auto& table) {
    return is_one_of(table, kHistories);
  });
}

bool is_running_function(const std::string& name) {
  return name == "set_config" || name.starts_with("pg_advisory_") ||
         name.starts_with("pg_try_advisory_");
}

// SELECT pg_advisory_lock(1), for example.
bool calls_only_running_functions(const SyntaxNode& node) {
  if (!node.is("SelectStmt") || node.has("fromClause") || !node.has("targetList")) return false;
  const std::vector<SyntaxNode> targets = node.list("targetList");
  return std::all_of(targets.begin(), targets.end(), [](const SyntaxNode& target) {
    const std::vector<std::string> name = target.at("val").names("funcname");
    return !name.empty() && is_running_function(name.back());
  });
}

// The bare name of what gets another owner; empty if nothing does.
std::string given_away(const SyntaxNode& node) {
  if (node.is("AlterOwnerStmt")) {
    const SyntaxNode object = node.at("object");
    return lint::table_of(object.has("objname") ? object.names("objname") : object.names()).name;
  }
  const std::vector<SyntaxNode> commands = node.list("cmds");
  if (!node.is("AlterTableStmt") || commands.size() != 1) return {};
  return commands.front().text("subtype") == "AT_ChangeOwner" ? node.at("relation").table().name
                                                              : std::string();
}

// Of what the script makes, the owner is the role that runs zdm; a dump says it for each thing.
bool is_owner_of_new(const Reading& reading) {
  const std::string name = given_away(reading.node());
  if (name.empty() || !reading.context().made.contains(name)) return false;
  if (reading.context().told.insert("owner").second)
    reading.note(Severity::note, "owner",
                 "OWNER TO is left out: what a migration makes belongs to the role that runs zdm",
                 "see --role");
  return true;
}

void note_search_path(const Reading& reading) {
  const SyntaxNode& node = reading.node();
  if (!node.is("VariableSetStmt") || node.text("name") != "search_path") return;
  const std::vector<SyntaxNode> values = node.list("args");
  std::string first;
  for (const SyntaxNode& value : values)
    if (first.empty() || first == "$user") first = value.at("sval").text("sval");
  if (first.empty() || first == "$user" || first == reading.context().schema ||
      first == "pg_catalog")
    return;
  reading.note(Severity::warning, "search-path",
               fmt::format("names without a schema are taken to be in schema \"{}\", and not in "
                           "\"{}\"",
                           reading.context().schema, first),
               fmt::format("use --schema {}", first));
}

}  // namespace

bool is_about_running(const Reading& reading) {
  const SyntaxNode& node = reading.node();
  note_search_path(reading);
  return is_one_of(node.kind(), kRunning) || calls_only_running_functions(node) ||
         is_history(node) || is_owner_of_new(reading);
}

// DO $$ BEGIN … EXCEPTION WHEN duplicate_object THEN null; END $$
std::vector<lint::ParsedStatement> forgiven_statements(const lint::ParsedStatement& statement) {
  if (!statement.node.is("DoStmt")) return {};
  std::string body;
  for (const SyntaxNode& argument : statement.node.list("args"))
    if (argument.text("defname") == "as") body = argument.at("arg").text("sval");
  const StatementText text(body);
  const std::size_t behind = text.find("exception", text.all());
  if (!text.is(0, "begin") || !text.is(behind + 1, "when") || !text.is(behind + 3, "then") ||
      !text.is(behind + 4, "null") || text.word(behind + 5) != ";" || !text.is(behind + 6, "end") ||
      text.all().end > behind + 8)
    return {};
  if (text.find("exception", {behind + 1, text.all().end}) != text.all().end) return {};
  const std::string forgiven(text.word(behind + 2));
  if (!forgiven.starts_with("duplicate_")) return {};
  std::vector<lint::ParsedStatement> inner = lint::parse_script(text.text({1, behind})).statements;
  for (lint::ParsedStatement& each : inner) {
    if (!each.error.empty()) return {};
    each.begin = statement.begin;
  }
  return inner;
}

}  // namespace zdm::convert
