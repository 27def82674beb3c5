#include "planner/views.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>

#include "core/name.hpp"
#include "planner/grants.hpp"
#include "sql/version_ddl.hpp"

namespace zdm::planner {
namespace {

// A transaction that locks more than some thousand relations runs out of max_locks_per_transaction.
constexpr std::size_t kViewsPerTransaction = 100;

constexpr int kSecurityInvokerSince = 150000;  // "CREATE VIEW" (sql-createview), security_invoker

const std::set<std::string> kViewPrivileges{"SELECT", "INSERT",     "UPDATE",
                                            "DELETE", "REFERENCES", "TRIGGER"};
const std::set<std::string> kSchemaPrivileges{"USAGE"};

// An invoker's view asks for the rights on every column that it lists, so that a client with rights
// on some columns could read none through it. Where no row security is at stake, an owner's view
// with the same column privileges serves such clients.
ddl::ViewRights rights_of(const Table& table, int server_version) {
  const bool by_column = std::any_of(table.columns.begin(), table.columns.end(),
                                     [](const Column& c) { return !c.privileges.empty(); });
  if (server_version < kSecurityInvokerSince || (by_column && !table.row_security))
    return ddl::ViewRights::owner;
  return ddl::ViewRights::invoker;
}

Sql view_query(const ViewSource& source) {
  std::vector<Sql> columns;
  for (const Column& column : source.table->columns) {
    const Identifier& physical = source.columns.at(column.id);
    columns.push_back(physical == column.name ? sql("{}", physical)
                                              : sql("{} AS {}", physical, column.name));
  }
  return sql("SELECT {}\n  FROM {}", join(columns, ", "), source.physical);
}

// What an INSERT through the view gives a column that it does not name. None: the table's own.
std::optional<SqlExpression> view_default(const ViewSource& source, const Column& column) {
  if (column.default_value) return column.default_value;
  if (source.draws_identity(column.id))
    return SqlExpression(fmt::format("pg_catalog.nextval({}::pg_catalog.regclass)",
                                     to_sql(Literal{column.sequence->name.quoted()})));
  const Column* before = source.before != nullptr ? source.before->column(column.id) : nullptr;
  if (before == nullptr || !before->default_value) return std::nullopt;
  // SET DEFAULT NULL would be taken as none at all, and the table's default be used.
  return SqlExpression(fmt::format("CASE WHEN false THEN NULL::{} END", column.type.text));
}

void append(std::vector<Statement>& to, const std::vector<Statement>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

Sql on_table(const QualifiedName& name) { return sql("TABLE {}", name); }

Step publish_step(std::string id, std::string title, Doing doing) {
  return {.id = std::move(id),
          .phase = Phase::publish,
          .title = std::move(title),
          .work = doing.work(),
          .reversal = doing.reversal()};
}

void add_view(Doing& doing, const ViewSource& source, const Identifier& schema,
              const Catalog& catalog, const Identifier& role) {
  const auto statements = view_statements(source, schema, catalog, role);
  doing.add(statements.front(), ddl::drop_view({schema, source.table->name}));
  for (auto rest = statements.begin() + 1; rest != statements.end(); ++rest) doing.add(*rest);
}

Step schema_step(const Identifier& schema, const std::string& comment, const Catalog& catalog,
                 const Identifier& role) {
  Doing doing;
  doing.add(ddl::create_schema(schema), ddl::drop_schema(schema));
  doing.add(ddl::comment_on_schema(schema, comment));
  Privileges privileges = catalog.schema_privileges;
  if (!role.empty() && !catalog.schema_owner.empty() && catalog.schema_owner != role)
    privileges.push_back({.kind = "USAGE", .grantee = catalog.schema_owner, .grantable = false});
  for (const Statement& grant : grants(privileges, kSchemaPrivileges, sql("SCHEMA {}", schema)))
    doing.add(grant);
  return publish_step("publish.schema", "the new version's schema, under a temporary name",
                      std::move(doing));
}

}  // namespace

Identifier building_schema(const Identifier& version_schema) {
  return prefixed_name("_zdm_building_", version_schema.str());
}

std::vector<Statement> view_statements(const ViewSource& source, const Identifier& version_schema,
                                       const Catalog& catalog, const Identifier& role) {
  const Table& table = *source.table;
  const QualifiedName view{version_schema, table.name};
  std::vector<Statement> statements{ddl::create_view(view, rights_of(table, catalog.server_version),
                                                     view_query(source), source.physical)};
  // A view has the privileges of its table, and no others by default.
  append(statements, revocations(catalog.default_privileges_anywhere, on_table(view)));
  for (const Column& column : table.columns)
    if (const auto value = view_default(source, column))
      statements.push_back(ddl::set_view_default(view, column.name, *value));
  if (table.comment) statements.push_back(ddl::comment_on_view(view, *table.comment));
  for (const Column& column : table.columns)
    if (column.comment)
      statements.push_back(ddl::comment_on_view_column(view, column.name, *column.comment));
  Privileges privileges = table.privileges;
  if (!role.empty() && !table.owner.empty() && table.owner != role)
    for (const std::string& kind : kViewPrivileges)
      privileges.push_back({.kind = kind, .grantee = table.owner, .grantable = false});
  append(statements, grants(privileges, kViewPrivileges, on_table(view)));
  for (const Column& column : table.columns)
    append(statements, column_grants(column.privileges, column.name, on_table(view)));
  return statements;
}

std::vector<Step> publish_version(const std::vector<ViewSource>& changed,
                                  const std::vector<ViewSource>& unchanged,
                                  const Identifier& version_schema,
                                  const std::string& version_comment, const Catalog& catalog,
                                  const Identifier& role) {
  const Identifier building = building_schema(version_schema);
  std::vector<Step> steps{schema_step(building, version_comment, catalog, role)};
  for (const ViewSource& source : changed) {
    Doing doing;
    add_view(doing, source, building, catalog, role);
    const std::string& name = source.table->name.str();
    steps.push_back(
        publish_step("publish.view." + name, name + ": the new version's view", std::move(doing)));
  }
  for (std::size_t first = 0; first < unchanged.size(); first += kViewsPerTransaction) {
    const std::size_t last = std::min(first + kViewsPerTransaction, unchanged.size());
    Doing doing;
    for (std::size_t i = first; i < last; ++i)
      add_view(doing, unchanged[i], building, catalog, role);
    steps.push_back(publish_step(
        fmt::format("publish.views.{}", first / kViewsPerTransaction + 1),
        fmt::format("views of {} that {} as before",
                    last - first == 1 ? "1 table" : fmt::format("{} tables", last - first),
                    last - first == 1 ? "is" : "are"),
        std::move(doing)));
  }
  Doing doing;
  doing.add(ddl::rename_schema(building, version_schema),
            ddl::rename_schema(version_schema, building));
  steps.push_back(
      publish_step("publish", "publish the new version: all views at once", std::move(doing)));
  return steps;
}

std::vector<Step> unpublish_version(const Identifier& version_schema,
                                    const std::vector<Identifier>& views) {
  std::vector<Step> steps;
  const auto add = [&](std::string id, std::string title, std::vector<Statement> statements) {
    steps.push_back({.id = std::move(id),
                     .phase = Phase::contract,
                     .title = std::move(title),
                     .work = Transaction{std::move(statements)},
                     .reversal = Irreversible{.why = "complete is final", .loses = {}}});
  };
  for (std::size_t first = 0; first < views.size(); first += kViewsPerTransaction) {
    std::vector<Statement> statements;
    const std::size_t last = std::min(first + kViewsPerTransaction, views.size());
    for (std::size_t i = first; i < last; ++i)
      statements.push_back(ddl::drop_view({version_schema, views[i]}));
    add(fmt::format("contract.views.{}", first / kViewsPerTransaction + 1),
        fmt::format("drop {} of the old version's views", last - first), std::move(statements));
  }
  add("contract.schema", "drop the old version's schema", {ddl::drop_schema(version_schema)});
  return steps;
}

}  // namespace zdm::planner
