#pragma once

#include <optional>
#include <string>
#include <vector>

#include "operations/reference_spec.hpp"

// A table constraint as a migration file describes it.
namespace zdm::operations {

enum class ConstraintType { unique, check, primary_key, foreign_key, exclude };

struct IndexParametersSpec {
  std::optional<Identifier> tablespace;
  std::string storage_parameters;
  std::vector<Identifier> include_columns;
  static const fields::Record<IndexParametersSpec>& record();
};

struct ExcludeSpec {
  std::string index_method;
  std::string elements;
  std::optional<SqlExpression> predicate;
  static const fields::Record<ExcludeSpec>& record();
};

struct ConstraintSpec {
  Identifier name;
  ConstraintType type = ConstraintType::unique;
  std::vector<Identifier> columns;
  std::optional<SqlExpression> check;
  std::optional<TableReferenceSpec> references;
  std::optional<ExcludeSpec> exclude;
  bool no_inherit = false;
  bool deferrable = false;
  bool initially_deferred = false;
  bool nulls_not_distinct = false;
  std::optional<IndexParametersSpec> index_parameters;
  static const fields::Record<ConstraintSpec>& record();
  static std::vector<fields::Field<ConstraintSpec>> all_fields();
  static std::vector<fields::Demand> demands();  // what each type needs
};

}  // namespace zdm::operations

template <>
struct zdm::fields::Choices<zdm::operations::ConstraintType> {
  using Type = operations::ConstraintType;
  static constexpr std::array<std::pair<Type, std::string_view>, 5> values{{
      {Type::unique, "unique"},
      {Type::check, "check"},
      {Type::primary_key, "primary_key"},
      {Type::foreign_key, "foreign_key"},
      {Type::exclude, "exclude"},
  }};
};
