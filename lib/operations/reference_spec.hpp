#pragma once

#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "fields/record.hpp"

// A foreign key as a migration file describes it: on one column, or on several.
namespace zdm::operations {

enum class ReferentialAction { no_action, restrict, cascade, set_null, set_default };
enum class MatchType { simple, full, partial };

struct ColumnReferenceSpec {
  Identifier name;
  Identifier table;
  Identifier column;
  ReferentialAction on_delete = ReferentialAction::no_action;
  ReferentialAction on_update = ReferentialAction::no_action;
  MatchType match_type = MatchType::simple;
  bool deferrable = false;
  bool initially_deferred = false;
  static const fields::Record<ColumnReferenceSpec>& record();
};

struct TableReferenceSpec {
  Identifier table;
  std::vector<Identifier> columns;
  ReferentialAction on_delete = ReferentialAction::no_action;
  std::vector<Identifier> on_delete_set_columns;
  ReferentialAction on_update = ReferentialAction::no_action;
  MatchType match_type = MatchType::simple;
  static const fields::Record<TableReferenceSpec>& record();
};

}  // namespace zdm::operations

template <>
struct zdm::fields::Choices<zdm::operations::ReferentialAction> {
  using Action = operations::ReferentialAction;
  static constexpr std::array<std::pair<Action, std::string_view>, 5> values{{
      {Action::no_action, "NO ACTION"},
      {Action::restrict, "RESTRICT"},
      {Action::cascade, "CASCADE"},
      {Action::set_null, "SET NULL"},
      {Action::set_default, "SET DEFAULT"},
  }};
};

template <>
struct zdm::fields::Choices<zdm::operations::MatchType> {
  using Match = operations::MatchType;
  static constexpr std::array<std::pair<Match, std::string_view>, 3> values{{
      {Match::simple, "SIMPLE"},
      {Match::full, "FULL"},
      {Match::partial, "PARTIAL"},
  }};
};
