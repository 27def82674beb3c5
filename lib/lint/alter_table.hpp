#pragma once

#include <string>
#include <vector>

#include "lint/syntax_node.hpp"

namespace zdm::lint {

// One command of an ALTER TABLE.
struct TableChange {
  TableName table;
  std::string action;     // AT_AddColumn, as the parser names it
  std::string name;       // of the column or constraint that it is about; may be empty
  SyntaxNode command;     // AlterTableCmd
  SyntaxNode definition;  // ColumnDef, Constraint, PartitionCmd …; may not be there

  bool adds_constraint(std::string_view kind) const;  // CONSTR_CHECK
};

// Empty for what is no ALTER TABLE. ALTER INDEX, VIEW and others are none.
std::vector<TableChange> table_changes(const SyntaxNode& statement);

// A column that a statement defines: in CREATE TABLE or ADD COLUMN.
struct ColumnDefinition {
  TableName table;
  std::string name;
  SyntaxNode node;  // ColumnDef

  std::string type() const;  // its bare name as the parser has it: int4, varchar, serial
  std::vector<SyntaxNode> constraints(std::string_view kind) const;
  bool has(std::string_view kind) const { return !constraints(kind).empty(); }
  // No value in any row: neither default, nor generated, identity or serial.
  bool is_empty() const;
};

ColumnDefinition column_definition(const TableName& table, const SyntaxNode& node);
std::vector<ColumnDefinition> added_columns(const SyntaxNode& statement);
std::vector<ColumnDefinition> created_columns(const SyntaxNode& statement);

bool is_serial(std::string_view type);

// A constraint of a table: from CREATE TABLE or ALTER TABLE, those of columns included.
struct ConstraintDefinition {
  TableName table;
  std::string column;  // the one it stands at; empty: it stands by itself
  SyntaxNode node;     // Constraint

  std::string kind() const { return node.text("contype"); }
  std::string name() const { return node.text("conname"); }
  std::vector<std::string> columns() const;  // of a key or a foreign key
};

std::vector<ConstraintDefinition> added_constraints(const SyntaxNode& statement);
std::vector<ConstraintDefinition> created_constraints(const SyntaxNode& statement);

// The column of CHECK (column IS NOT NULL); empty for any other CHECK.
std::string column_not_null(const SyntaxNode& check);

// Does the expression name the column?
bool reads_column(const SyntaxNode& expression, std::string_view column);

}  // namespace zdm::lint
