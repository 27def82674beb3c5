#pragma once

#include <optional>
#include <string>

#include "catalog/privilege.hpp"
#include "sql/bound_expression.hpp"

namespace zdm {

enum class Identity { none, always, by_default };

// A sequence that a serial or identity column owns.
struct OwnedSequence {
  QualifiedName name;
  std::string options;      // for identity: "START WITH 1 INCREMENT BY 1 …"; empty for defaults
  Privileges privileges{};  // what its owner has granted
  TypeName type{};          // of a serial column's that the migration makes: with which it is made
  auto operator<=>(const OwnedSequence&) const = default;
};

struct Column {
  ColumnId id = 0;
  Identifier name;
  TypeName type;             // format_type(atttypid, atttypmod)
  TypeName unmodified_type;  // format_type(atttypid, -1): "character varying" of "…(20)"
  bool nullable = true;
  std::optional<Identifier> not_null_name;  // 18+: of the constraint of a column that is there
  std::optional<SqlExpression> default_value;
  Identity identity = Identity::none;
  std::optional<BoundExpression> generated;  // STORED
  std::optional<OwnedSequence> sequence;
  std::optional<QualifiedName> collation;  // where it differs from the type's
  std::string storage;                     // PLAIN, MAIN, EXTERNAL, EXTENDED where it differs from
                                           // the type's, else empty
  std::string compression;                 // pglz, lz4 or empty for the server's default
  int statistics_target = -1;              // -1: the server's default
  std::optional<std::string> comment;
  Privileges privileges;
  bool generated_virtual = false;  // 18+: `generated` is computed when read, not STORED
  std::string options;             // "n_distinct='5'" or empty: ALTER COLUMN … SET (…)

  auto operator<=>(const Column&) const = default;
};

}  // namespace zdm
