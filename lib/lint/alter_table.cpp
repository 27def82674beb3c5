#include "lint/alter_table.hpp"

#include <algorithm>

namespace zdm::lint {
namespace {

bool is_table_kind(const std::string& kind) {
  return kind == "OBJECT_TABLE" || kind == "OBJECT_FOREIGN_TABLE";
}

void add_column_constraints(const ColumnDefinition& column,
                            std::vector<ConstraintDefinition>& constraints) {
  for (const SyntaxNode& node : column.node.list("constraints"))
    constraints.push_back({column.table, column.name, node});
}

}  // namespace

bool TableChange::adds_constraint(std::string_view kind) const {
  return action == "AT_AddConstraint" && definition.text("contype") == kind;
}

std::vector<TableChange> table_changes(const SyntaxNode& statement) {
  std::vector<TableChange> changes;
  if (!statement.is("AlterTableStmt") || !is_table_kind(statement.text("objtype"))) return changes;
  const TableName table = statement.table("relation");
  for (const SyntaxNode& command : statement.list("cmds"))
    changes.push_back(
        {table, command.text("subtype"), command.text("name"), command, command.at("def")});
  return changes;
}

std::string ColumnDefinition::type() const {
  const std::vector<std::string> names = node.at("typeName").names();
  return names.empty() ? std::string() : names.back();
}

std::vector<SyntaxNode> ColumnDefinition::constraints(std::string_view kind) const {
  std::vector<SyntaxNode> found = node.list("constraints");
  std::erase_if(found, [&](const SyntaxNode& each) { return each.text("contype") != kind; });
  return found;
}

bool ColumnDefinition::is_empty() const {
  return !has("CONSTR_DEFAULT") && !has("CONSTR_GENERATED") && !has("CONSTR_IDENTITY") &&
         !is_serial(type());
}

ColumnDefinition column_definition(const TableName& table, const SyntaxNode& node) {
  return {table, node.text("colname"), node};
}

std::vector<ColumnDefinition> added_columns(const SyntaxNode& statement) {
  std::vector<ColumnDefinition> columns;
  for (const TableChange& change : table_changes(statement))
    if (change.action == "AT_AddColumn")
      columns.push_back(column_definition(change.table, change.definition));
  return columns;
}

std::vector<ColumnDefinition> created_columns(const SyntaxNode& statement) {
  std::vector<ColumnDefinition> columns;
  if (!statement.is("CreateStmt")) return columns;
  for (const SyntaxNode& element : statement.list("tableElts"))
    if (element.is("ColumnDef"))
      columns.push_back(column_definition(statement.table("relation"), element));
  return columns;
}

bool is_serial(std::string_view type) {
  static constexpr std::string_view kTypes[] = {"serial",  "bigserial", "smallserial",
                                                "serial2", "serial4",   "serial8"};
  return std::find(std::begin(kTypes), std::end(kTypes), type) != std::end(kTypes);
}

std::vector<std::string> ConstraintDefinition::columns() const {
  if (!column.empty()) return {column};
  return node.names(kind() == "CONSTR_FOREIGN" ? "fk_attrs" : "keys");
}

std::vector<ConstraintDefinition> added_constraints(const SyntaxNode& statement) {
  std::vector<ConstraintDefinition> constraints;
  for (const TableChange& change : table_changes(statement)) {
    if (change.action == "AT_AddConstraint")
      constraints.push_back({change.table, {}, change.definition});
    if (change.action == "AT_AddColumn")
      add_column_constraints(column_definition(change.table, change.definition), constraints);
  }
  return constraints;
}

std::vector<ConstraintDefinition> created_constraints(const SyntaxNode& statement) {
  std::vector<ConstraintDefinition> constraints;
  for (const ColumnDefinition& column : created_columns(statement))
    add_column_constraints(column, constraints);
  if (!statement.is("CreateStmt")) return constraints;
  for (const SyntaxNode& element : statement.list("tableElts"))
    if (element.is("Constraint")) constraints.push_back({statement.table("relation"), {}, element});
  return constraints;
}

std::string column_not_null(const SyntaxNode& check) {
  const SyntaxNode test = check.at("raw_expr");
  if (!test.is("NullTest") || test.text("nulltesttype") != "IS_NOT_NULL") return {};
  const std::vector<std::string> fields = test.at("arg").names("fields");
  return fields.empty() ? std::string() : fields.back();
}

bool reads_column(const SyntaxNode& expression, std::string_view column) {
  bool found = false;
  expression.walk([&](const SyntaxNode& node) {
    if (!node.is("ColumnRef")) return;
    const std::vector<std::string> fields = node.names("fields");
    found = found || (!fields.empty() && fields.back() == column);
  });
  return found;
}

}  // namespace zdm::lint
