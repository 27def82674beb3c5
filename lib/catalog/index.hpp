#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "catalog/partition.hpp"
#include "sql/bound_expression.hpp"

namespace zdm {

struct OperatorClass {
  std::string name;        // as SQL: qualified and quoted where needed
  std::string parameters;  // "siglen='32'" or empty
  auto operator<=>(const OperatorClass&) const = default;
};

// One key of an index: a column, or an expression.
struct IndexElement {
  std::variant<ColumnId, BoundExpression> key;
  std::optional<QualifiedName> collation;  // where it differs from the key's
  std::optional<OperatorClass> opclass;    // where it is not the type's default
  std::string order;                       // "", "DESC", "DESC NULLS LAST", "NULLS FIRST", …
  int statistics_target = -1;              // of an expression; -1: the server's default
  auto operator<=>(const IndexElement&) const = default;
};

struct Index {
  Identifier name;
  std::string method = "btree";
  bool unique = false;
  bool nulls_not_distinct = false;
  std::vector<IndexElement> elements;
  std::vector<ColumnId> include;
  std::optional<BoundExpression> predicate;
  std::string storage_parameters;  // "fillfactor='70'" or empty
  std::optional<Identifier> tablespace;
  std::optional<std::string> comment;
  bool valid = true;
  bool clustered = false;  // CLUSTER ON
  // The name under which it stands in the database before the migration. None: the migration makes
  // it. An index that belongs to a constraint is not listed here but in the constraint.
  std::optional<Identifier> existing;
  // On a partitioned table: the names of its indexes on the partitions, those of a constraint being
  // the constraint's names there.
  PartNames parts;

  bool uses(ColumnId id) const;
  auto operator<=>(const Index&) const = default;
};

}  // namespace zdm
