#include "planner/kept_values.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "operations/builtin_type.hpp"
#include "operations/type.hpp"
#include "sql/parse.hpp"

namespace zdm::planner {
namespace {

using nlohmann::json;
using operations::type_parts;
using operations::TypeParts;

bool is_integer(const TypeParts& type) {
  constexpr std::array<std::string_view, 3> kIntegers{"smallint", "integer", "bigint"};
  return std::find(kIntegers.begin(), kIntegers.end(), type.name) != kIntegers.end();
}

bool is_text(const TypeParts& type) {
  return type.name == "text" || type.name == "character varying" || type.name.ends_with("citext");
}

// Does a cast give each value as it is, or else an error?
bool is_lossless(const TypeName& from, const TypeName& to) {
  if (from == to || operations::is_free_widening(from, to)) return true;
  const TypeParts a = type_parts(from.text);
  const TypeParts b = type_parts(to.text);
  if (is_integer(a) && is_integer(b)) return true;
  if (is_text(a) && is_text(b)) return b.modifiers.empty();
  // Up to a negative scale, which rounds.
  return is_integer(a) && b.name == "numeric" && (b.modifiers.size() < 2 || b.modifiers[1] >= 0);
}

// Does a column of the type take each value as it is, or else refuse it? A text that is too long is
// cut by a cast, but not when it is written.
bool is_held(const TypeName& value, const TypeName& column) {
  return is_lossless(value, column) ||
         (is_text(type_parts(value.text)) && is_text(type_parts(column.text)));
}

// As the server would print it; empty for a type that is not PostgreSQL's own.
TypeName type_of(const json& type_name) {
  const json& names = type_name.at("names");
  if (type_name.contains("arrayBounds")) return {};
  std::string text = names.back().at("String").value("sval", "");
  std::string modifiers;
  for (const json& modifier : type_name.value("typmods", json::array())) {
    const json value = modifier.value("A_Const", json::object()).value("ival", json::object());
    modifiers += (modifiers.empty() ? "" : ",") + std::to_string(value.value("ival", 0));
  }
  if (!modifiers.empty()) text += "(" + modifiers + ")";
  const auto known = operations::builtin_type(text);
  return known ? known->type : TypeName{text};
}

// What an expression passes on: a column's value, perhaps with another type.
struct Passed {
  ColumnId column = 0;
  TypeName type;
};

class Reading {
 public:
  Reading(const Assignment& assignment, const Folded& folded, TableId table)
      : columns_(assignment.expression->columns), folded_(folded), table_(table) {}

  std::optional<Passed> of(const json& node) const {
    if (node.contains("ColumnRef")) return of_reference(node["ColumnRef"]);
    if (node.contains("TypeCast")) return of_cast(node["TypeCast"]);
    if (node.contains("CoalesceExpr")) return of(node["CoalesceExpr"].at("args").at(0));
    if (node.contains("CaseExpr")) return of_case(node["CaseExpr"]);
    if (node.contains("SubLink")) return of_bare_select(node["SubLink"]);
    return std::nullopt;
  }

 private:
  std::optional<Passed> of_reference(const json& reference) const {
    const json& name = reference.at("fields").back();
    if (!name.contains("String")) return std::nullopt;
    const auto found = columns_.find(Identifier(name["String"].value("sval", "")));
    if (found == columns_.end()) return std::nullopt;
    return Passed{found->second, folded_.columns.at({table_, found->second}).type};
  }

  std::optional<Passed> of_cast(const json& cast) const {
    const TypeName type = type_of(cast.at("typeName"));
    const auto value = of(cast.at("arg"));
    if (!value || !is_lossless(value->type, type)) return std::nullopt;
    return Passed{value->column, type};
  }

  // (SELECT expression), without FROM.
  std::optional<Passed> of_bare_select(const json& link) const {
    const json& select = link.at("subselect").at("SelectStmt");
    if (select.contains("fromClause") || select.contains("whereClause")) return std::nullopt;
    const json& targets = select.value("targetList", json::array());
    return targets.size() == 1 ? of(targets[0].at("ResTarget").at("val")) : std::nullopt;
  }

  // A branch for NULL alone says nothing; all others have to pass on the same column.
  std::optional<Passed> of_case(const json& node) const {
    if (node.contains("arg")) return std::nullopt;
    std::optional<Passed> passed;
    const auto agrees = [&](const json& result) {
      const auto branch = of(result);
      if (!branch || (passed && passed->column != branch->column)) return false;
      if (!passed) passed = branch;
      return true;
    };
    std::vector<Passed> nulls;
    for (const json& when : node.at("args")) {
      const json& branch = when.at("CaseWhen");
      if (const auto tested = tested_for_null(branch.at("expr")))
        nulls.push_back(*tested);
      else if (!agrees(branch.at("result")))
        return std::nullopt;
    }
    if (!node.contains("defresult") || !agrees(node["defresult"])) return std::nullopt;
    const bool same = std::all_of(nulls.begin(), nulls.end(), [&](const Passed& null) {
      return null.column == passed->column;
    });
    return same ? passed : std::nullopt;
  }

  // The column of `column IS NULL`.
  std::optional<Passed> tested_for_null(const json& condition) const {
    if (!condition.contains("NullTest")) return std::nullopt;
    const json& test = condition["NullTest"];
    return test.value("nulltesttype", "") == "IS_NULL" ? of(test.at("arg")) : std::nullopt;
  }

  const std::map<Identifier, ColumnId>& columns_;
  const Folded& folded_;
  TableId table_;
};

std::optional<Passed> passed_on(const Assignment& assignment, const Folded& folded, TableId table) {
  const ParseTree parsed = parse("SELECT (" + assignment.expression->text.text() + "\n)");
  if (!parsed.error.empty()) return std::nullopt;
  const json& select = parsed.statements.at(0).at("stmt").at("SelectStmt");
  return Reading(assignment, folded, table)
      .of(select.at("targetList").at(0).at("ResTarget").at("val"));
}

}  // namespace

bool keeps_values(const std::vector<Assignment>& assignments, const Folded& folded, TableId table,
                  ColumnId from, ColumnId to) {
  const ColumnId written = to;
  // Backwards: a value is derived from what was derived before it.
  for (auto each = assignments.rbegin(); each != assignments.rend() && to != from; ++each) {
    if (each->target != to) continue;
    const auto passed = passed_on(*each, folded, table);
    if (!passed) return false;
    const TypeName& type = each->column.type;
    if (to == written ? !is_held(passed->type, type) : !is_lossless(passed->type, type))
      return false;
    to = passed->column;
  }
  return to == from;
}

}  // namespace zdm::planner
