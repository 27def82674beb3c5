#pragma once

#include <optional>
#include <string>

#include "fields/record.hpp"
#include "operations/reference_spec.hpp"

// A column as a migration file describes it.
namespace zdm::operations {

struct CheckSpec {
  Identifier name;
  SqlExpression constraint;
  bool no_inherit = false;
  static const fields::Record<CheckSpec>& record();
};

enum class UserValues { always, by_default };

struct IdentitySpec {
  UserValues user_specified_values = UserValues::always;
  std::string sequence_options;
  static const fields::Record<IdentitySpec>& record();
};

struct GeneratedSpec {
  std::optional<SqlExpression> expression;
  std::optional<IdentitySpec> identity;
  static const fields::Record<GeneratedSpec>& record();
};

struct ColumnSpec {
  Identifier name;
  TypeName type;
  bool nullable = false;
  bool pk = false;
  bool unique = false;
  std::optional<SqlExpression> default_value;
  std::optional<CheckSpec> check;
  std::optional<ColumnReferenceSpec> references;
  std::optional<std::string> comment;
  std::optional<GeneratedSpec> generated;
  std::optional<std::string> collate;
  static const fields::Record<ColumnSpec>& record();
};

}  // namespace zdm::operations

template <>
struct zdm::fields::Choices<zdm::operations::UserValues> {
  static constexpr std::array<std::pair<operations::UserValues, std::string_view>, 2> values{{
      {operations::UserValues::always, "ALWAYS"},
      {operations::UserValues::by_default, "BY DEFAULT"},
  }};
};
