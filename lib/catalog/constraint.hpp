#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "catalog/index.hpp"

namespace zdm {

// A table's value identity: it stays when the table is renamed. Unique in its catalog.
using TableId = int;

struct CheckConstraint {
  BoundExpression expression;
  bool no_inherit = false;
  auto operator<=>(const CheckConstraint&) const = default;
};

// UNIQUE and PRIMARY KEY: the index holds columns, INCLUDE, storage parameters, NULLS NOT DISTINCT.
struct KeyConstraint {
  bool primary = false;
  Index index;
  auto operator<=>(const KeyConstraint&) const = default;
};

struct ForeignKeyConstraint {
  std::vector<ColumnId> columns;
  std::optional<TableId> references;  // a table of this catalog, else none and
  QualifiedName outside_table;        // a table of another schema
  std::vector<ColumnId> referenced_columns;
  std::vector<Identifier> outside_columns;
  std::string on_delete = "NO ACTION";
  std::string on_update = "NO ACTION";
  std::vector<ColumnId> on_delete_set_columns;  // 15+
  std::string match = "SIMPLE";
  auto operator<=>(const ForeignKeyConstraint&) const = default;
};

struct ExcludeConstraint {
  Index index;
  std::vector<std::string> operators;  // one for each element, as SQL
  auto operator<=>(const ExcludeConstraint&) const = default;
};

struct Constraint {
  Identifier name;
  std::variant<CheckConstraint, KeyConstraint, ForeignKeyConstraint, ExcludeConstraint> rule;
  bool deferrable = false;
  bool initially_deferred = false;
  bool validated = true;
  std::optional<std::string> comment;
  std::optional<Identifier> existing;  // as in Index

  bool uses(ColumnId id) const;
  const ForeignKeyConstraint* foreign_key() const {
    return std::get_if<ForeignKeyConstraint>(&rule);
  }
  auto operator<=>(const Constraint&) const = default;
};

// Is it kept by an index, which has its name?
bool is_indexed(const Constraint& constraint);

}  // namespace zdm
