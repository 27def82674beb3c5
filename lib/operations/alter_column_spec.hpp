#pragma once

#include <optional>
#include <string>

#include "operations/column_spec.hpp"
#include "operations/draft.hpp"
#include "operations/operation_kind.hpp"

namespace zdm::operations {

struct UniqueSpec {
  Identifier name;
  static const fields::Record<UniqueSpec>& record();
};

struct AlterColumn {
  Identifier table;
  Identifier column;
  std::optional<TypeName> type;
  std::optional<bool> nullable;
  std::optional<fields::OrNull<SqlExpression>> default_value;
  std::optional<CheckSpec> check;
  std::optional<UniqueSpec> unique;
  std::optional<ColumnReferenceSpec> references;
  std::optional<fields::OrNull<std::string>> comment;
  std::optional<Identifier> name;
  std::optional<SqlExpression> up;
  std::optional<SqlExpression> down;

  static constexpr std::string_view kName = "alter_column";
  static constexpr std::string_view kSummary =
      "Changes a column's type, nullability, default, constraints or comment.";
  static constexpr PhaseNotes kPhases{
      "adds a shadow column with the new form, which triggers and backfill keep in step; nothing "
      "for "
      "a default, a comment, or a wider type",
      "the shadow column takes the column's place; or changes default, comment or type",
      "drops the shadow column, with all that was built on it"};
  static const fields::Record<AlterColumn>& record();

  ObjectNames names() const;
  Inverse inverse(const Catalog& before, const Catalog& after) const;
  Changes changes(Draft draft) const;
};

}  // namespace zdm::operations
