#include "pg/volatility.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "pg/routines.hpp"
#include "sql/parse.hpp"

namespace zdm::pg {
namespace {

using nlohmann::json;

constexpr TypeOid kBoolean = 16;
constexpr TypeOid kInteger = 23;
constexpr TypeOid kNumeric = 1700;

// The parse tree of an expression, empty for one that libpg_query does not know.
json tree_of(const std::string& expression) {
  ParseTree tree = parse(fmt::format("SELECT ({}\n)", expression));
  return tree.error.empty() ? std::move(tree.statements) : json();
}

// The names in a list of String nodes.
std::vector<std::string> names_in(const json& list) {
  std::vector<std::string> names;
  for (const json& each : list)
    if (each.contains("String")) names.push_back(each["String"].value("sval", ""));
  return names;
}

std::string last_name(const json& list) {
  const std::vector<std::string> names = names_in(list);
  return names.empty() ? std::string() : names.back();
}

// A type's name as SQL, without modifiers.
std::string type_name(const json& type) {
  std::string text;
  for (const std::string& name : names_in(type.value("names", json::array())))
    text += fmt::format("{}{}", text.empty() ? "" : ".", Identifier(name).quoted());
  return type.contains("arrayBounds") ? text + "[]" : text;
}

// BETWEEN and IN stand for operators; the parser gives IN its own.
std::string operator_name(const json& expression) {
  const std::string name = last_name(expression.value("name", json::array()));
  return name.find("BETWEEN") == std::string::npos ? name : "<=";
}

void collect(const json& node, RoutineNames& names) {
  if (!node.is_structured()) return;
  if (node.is_object()) {
    if (node.contains("FuncCall"))
      names.functions.insert(last_name(node["FuncCall"].at("funcname")));
    if (node.contains("A_Expr")) names.operators.insert(operator_name(node["A_Expr"]));
    if (node.contains("TypeCast")) names.types.insert(type_name(node["TypeCast"].at("typeName")));
  }
  for (const json& child : node) collect(child, names);
}

// A part of an expression.
struct Part {
  Argument value;
  Volatility volatility = Volatility::immutable;
  std::string culprit;  // what makes it so, for messages

  void include(Volatility other, const std::string& because) {
    if (other <= volatility) return;
    volatility = other;
    culprit = because;
  }
  void include(const Part& other) { include(other.volatility, other.culprit); }
};

class Judge {
 public:
  Judge(const Routines& routines, const ExpressionQuestion& question) : routines_(routines) {
    for (const ScopeColumn& column : question.scope)
      columns_[column.name.str()] = routines.type(column.type.text);
  }

  Part judge(const json& node) const {
    if (node.is_object() && node.size() == 1) {
      const std::string& kind = node.begin().key();
      const json& body = node.begin().value();
      if (kind == "A_Const") return constant(body);
      if (kind == "ColumnRef") return column(body);
      if (kind == "TypeCast") return cast(body);
      if (kind == "FuncCall") return call(body);
      if (kind == "A_Expr") return operation(body);
      if (kind == "SQLValueFunction") return moment();
      if (kind == "SubLink") return subquery(body);
      if (kind == "CollateClause") return judge(body.at("arg"));
      if (kind == "ResTarget") return judge(body.at("val"));
      if (kind == "CoalesceExpr" || kind == "MinMaxExpr") return one_of(body.at("args"));
      if (kind == "CaseExpr") return choice(body);
    }
    return all_in(node);
  }

 private:
  // Of a node that has no volatility of its own: that of what is in it.
  Part all_in(const json& node) const {
    Part part;
    if (!node.is_structured()) return part;
    for (const json& child : node) part.include(judge(child));
    return part;
  }

  static Part constant(const json& body) {
    Part part;
    part.value.literal = body.contains("sval") || body.contains("isnull");
    if (body.contains("ival")) part.value.type = kInteger;
    if (body.contains("fval")) part.value.type = kNumeric;
    if (body.contains("boolval")) part.value.type = kBoolean;
    return part;
  }

  Part column(const json& body) const {
    Part part;
    const auto found = columns_.find(last_name(body.at("fields")));
    if (found != columns_.end()) part.value.type = found->second;
    return part;
  }

  // PostgreSQL turns a literal into a value when it parses.
  Part cast(const json& body) const {
    Part part = judge(body.at("arg"));
    const std::string target = type_name(body.at("typeName"));
    const TypeOid type = routines_.type(target);
    // An array's elements become those of the other type one by one.
    if (!part.value.literal && !body["arg"].contains("A_ArrayExpr"))
      part.include(routines_.cast(part.value.type, type),
                   fmt::format("the conversion to {}", target));
    part.value = {type, false};
    return part;
  }

  // COALESCE, GREATEST: the arguments have one type.
  Part one_of(const json& list) const {
    std::vector<Argument> arguments;
    Part part = judge_arguments(list, arguments);
    for (const Argument& each : arguments)
      if (part.value.type == kUnknownType) part.value.type = each.type;
    return part;
  }

  Part choice(const json& body) const {
    Part part = all_in(body);
    json results = json::array({body.value("defresult", json::object())});
    for (const json& when : body.value("args", json::array()))
      results.push_back(when.value("CaseWhen", json::object()).value("result", json::object()));
    part.value = one_of(results).value;
    return part;
  }

  Part call(const json& body) const {
    const std::vector<std::string> names = names_in(body.at("funcname"));
    std::vector<Argument> arguments;
    Part part = judge_arguments(body.value("args", json::array()), arguments);
    const std::optional<std::string> schema =
        names.size() > 1 ? std::optional(names[names.size() - 2]) : std::nullopt;
    const std::vector<Routine> meant = routines_.functions(schema, names.back(), arguments);
    // SQL/JSON, which looks like a function to libpg_query, is immutable.
    if (meant.empty() && !names.back().starts_with("json"))
      part.include(Volatility::volatile_, names.back());
    choose(part, meant, names.back());
    return part;
  }

  Part operation(const json& body) const {
    std::vector<Argument> arguments;
    Part part;
    for (const char* side : {"lexpr", "rexpr"}) {
      if (!body.contains(side)) continue;
      const Part argument = judge(first_of(body[side]));
      part.include(argument);
      part.include(all_in(body[side]));
      arguments.push_back(argument.value);
    }
    const std::string name = operator_name(body);
    const bool is_known = std::any_of(arguments.begin(), arguments.end(), [](const Argument& each) {
      return each.type != kUnknownType;
    });
    // Between values of which nothing is known: nearly all operators are immutable.
    part.value = body.value("kind", "") == "AEXPR_NULLIF" ? arguments.front() : Argument{};
    if (part.value.type != kUnknownType) return part;
    if (is_known)
      choose(part, routines_.operators(name, arguments), fmt::format("operator {}", name));
    return part;
  }

  // The right side of IN and BETWEEN.
  static const json& first_of(const json& side) {
    if (!side.contains("List")) return side;
    const json& items = side["List"].at("items");
    return items.empty() ? side : items[0];
  }

  Part judge_arguments(const json& list, std::vector<Argument>& arguments) const {
    Part part;
    for (const json& each : list) {
      const Part argument = judge(each);
      part.include(argument);
      arguments.push_back(argument.value);
    }
    return part;
  }

  static void choose(Part& part, const std::vector<Routine>& meant, const std::string& name) {
    part.value = {meant.empty() ? kUnknownType : meant.front().result, false};
    for (const Routine& routine : meant) {
      part.include(routine.volatility, name);
      if (routine.result != part.value.type) part.value.type = kUnknownType;
    }
  }

  // CURRENT_TIMESTAMP, CURRENT_USER and their like.
  static Part moment() {
    Part part;
    part.include(Volatility::stable, "the current time, user or schema");
    return part;
  }

  Part subquery(const json& body) const {
    Part part = all_in(body);
    part.value = {};
    part.include(Volatility::stable, "a subquery");
    return part;
  }

  const Routines& routines_;
  std::map<std::string, TypeOid> columns_;
};

void set_volatility(const Routines& routines, const ExpressionQuestion& question, const json& tree,
                    ExpressionFacts& facts) {
  if (tree.is_null()) return;  // unknown to libpg_query: volatile, to be safe
  const json& target = tree.at(0).at("/stmt/SelectStmt/targetList/0"_json_pointer);
  const Part whole = Judge(routines, question).judge(target);
  facts.volatility = whole.volatility;
  if (question.use == ExpressionUse::index_key && whole.volatility != Volatility::immutable)
    facts.error = fmt::format(
        "an index or generated expression must be immutable, and {} is not; its result "
        "may change with time, settings or other tables",
        whole.culprit);
}

}  // namespace

void judge_volatility(Session& session,
                      std::map<ExpressionQuestion, ExpressionFacts>& expressions) {
  std::map<const ExpressionQuestion*, json> trees;
  RoutineNames names;
  for (const auto& [question, facts] : expressions) {
    if (!facts.error.empty()) continue;
    collect(trees[&question] = tree_of(question.expression), names);
    for (const ScopeColumn& column : question.scope) names.types.insert(column.type.text);
  }
  const Routines routines(session, names);
  for (auto& [question, facts] : expressions)
    if (facts.error.empty()) set_volatility(routines, question, trees.at(&question), facts);
}

}  // namespace zdm::pg
