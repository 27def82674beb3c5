#include "operations/exclusion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "operations/expression.hpp"
#include "operations/find.hpp"
#include "sql/parse.hpp"

namespace zdm::operations {
namespace {

using nlohmann::json;

// One element, as the parser sees it and as it was written: KEY […] WITH OPERATOR.
struct Element {
  json tree;
  std::string text;
  std::vector<Token> tokens;  // of the text
  std::string operator_text;
};

// What the elements alone may bring into their constraint: no clause smuggled in behind them.
bool has_only_exclusions(const json& statement) {
  if (!statement.contains("CreateStmt")) return false;
  const json& create = statement["CreateStmt"];
  if (create.value("tableElts", json::array()).size() != 1) return false;
  const json& element = create["tableElts"][0];
  if (!element.contains("Constraint")) return false;
  for (const auto& [key, value] : element["Constraint"].items())
    if (key != "contype" && key != "location" && key != "access_method" && key != "exclusions")
      return false;
  return true;
}

struct Exclusions {
  std::string problem;
  json trees;
};

Exclusions parse_elements(const ExcludeSpec& spec) {
  const ParseTree parsed =
      parse(fmt::format("CREATE TABLE t (EXCLUDE USING {} ({}\n))",
                        Identifier(spec.index_method).quoted(), spec.elements));
  if (!parsed.error.empty()) return {parsed.error, {}};
  if (parsed.statements.size() != 1 || !has_only_exclusions(parsed.statements[0].at("stmt")))
    return {"is not a list of elements WITH operators", {}};
  const json& create = parsed.statements[0]["stmt"]["CreateStmt"];
  return {"", create["tableElts"][0]["Constraint"]["exclusions"]};
}

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

std::string_view word(const std::string& text, const Token& token) {
  return std::string_view(text).substr(token.begin, token.end - token.begin);
}

int depth_change(std::string_view word) {
  if (word == "(" || word == "[") return 1;
  return word == ")" || word == "]" ? -1 : 0;
}

// The texts of the elements: what stands between the commas outside of all parentheses.
std::vector<Element> split_elements(const std::string& text) {
  std::vector<Element> elements(1);
  std::size_t begin = 0;
  std::size_t end = 0;
  int depth = 0;
  bool in_operator = false;
  const auto finish = [&] {
    std::string part = text.substr(begin, end - begin);
    Element& element = elements.back();
    (in_operator ? element.operator_text : element.text) = std::move(part);
  };
  bool first = true;
  for (const Token& token : scan(text)) {
    const std::string_view found = word(text, token);
    depth += depth_change(found);
    const bool comma = depth == 0 && found == ",";
    if (comma || (depth == 0 && !in_operator && lower(std::string(found)) == "with")) {
      finish();
      in_operator = !comma;
      first = true;
      if (comma) elements.emplace_back();
      continue;
    }
    if (std::exchange(first, false)) begin = token.begin;
    end = token.end;
  }
  finish();
  return elements;
}

// How many tokens the expression takes: up to the end of its first pair of parentheses, since what
// is more than a call of a function has to stand in such.
std::size_t expression_tokens(const Element& element) {
  int depth = 0;
  for (std::size_t i = 0; i < element.tokens.size(); ++i) {
    const int change = depth_change(word(element.text, element.tokens[i]));
    depth += change;
    if (change < 0 && depth == 0) return i + 1;
  }
  return element.tokens.size();
}

std::vector<Identifier> names_of(const json& list) {
  std::vector<Identifier> names;
  for (const json& part : list) names.emplace_back(part.at("String").value("sval", ""));
  return names;
}

QualifiedName qualified(const std::vector<Identifier>& names) {
  if (names.size() < 2) return {Identifier("pg_catalog"), names.front()};
  return {names[names.size() - 2], names.back()};
}

std::string order_of(const json& tree) {
  std::string text = tree.value("ordering", "") == "SORTBY_DESC" ? "DESC" : "";
  const std::string nulls = tree.value("nulls_ordering", "");
  const char* usual = text.empty() ? "SORTBY_NULLS_LAST" : "SORTBY_NULLS_FIRST";
  if (nulls == usual || nulls == "SORTBY_NULLS_DEFAULT" || nulls.empty()) return text;
  if (!text.empty()) text += ' ';
  return text + (nulls == "SORTBY_NULLS_FIRST" ? "NULLS FIRST" : "NULLS LAST");
}

// What stands in parentheses behind the key: the parameters of the operator class.
std::string parameters_of(const Element& element, std::size_t key_tokens) {
  if (key_tokens >= element.tokens.size()) return "";
  const std::string rest = element.text.substr(element.tokens[key_tokens].begin);
  const std::size_t open = rest.find('(');
  const std::size_t close = rest.rfind(')');
  return open == std::string::npos ? "" : rest.substr(open + 1, close - open - 1);
}

OperatorClass operator_class(const Element& element, std::size_t key_tokens) {
  OperatorClass found;
  for (const Identifier& name : names_of(element.tree["opclass"]))
    found.name += (found.name.empty() ? "" : ".") + name.quoted();
  if (element.tree.contains("opclassopts")) found.parameters = parameters_of(element, key_tokens);
  return found;
}

IndexElement index_element(Draft& draft, const Table& table, const Element& element,
                           const fields::Location& where) {
  IndexElement made;
  std::size_t key_tokens = 1;
  if (element.tree.contains("name")) {
    if (const Column* column =
            find_column(draft, table, Identifier(element.tree.value("name", "")), where))
      made.key = column->id;
  } else {
    key_tokens = expression_tokens(element);
    const SqlExpression expression(element.text.substr(0, element.tokens[key_tokens - 1].end));
    made.key =
        judge_over_row(draft, expression, ExpressionUse::index_key, table, {}, where).expression;
  }
  if (element.tree.contains("collation"))
    made.collation = qualified(names_of(element.tree["collation"]));
  if (element.tree.contains("opclass")) made.opclass = operator_class(element, key_tokens);
  made.order = order_of(element.tree);
  return made;
}

}  // namespace

ExcludeConstraint exclusion(Draft& draft, const Table& table, const ExcludeSpec& spec,
                            const fields::Location& where) {
  ExcludeConstraint made;
  made.index.method = spec.index_method;
  const fields::Location at = where.at("elements");
  const Exclusions parsed = parse_elements(spec);
  std::vector<Element> elements = split_elements(spec.elements);
  if (!parsed.problem.empty() || elements.size() != parsed.trees.size()) {
    draft.refuse(at, "bad-value",
                 "the elements cannot be read: " +
                     (parsed.problem.empty() ? "their number is unclear" : parsed.problem),
                 "write them as in EXCLUDE (…): room WITH =, during WITH &&");
    return made;
  }
  for (std::size_t i = 0; i < elements.size(); ++i) {
    elements[i].tree = parsed.trees[i].at("List").at("items").at(0).at("IndexElem");
    elements[i].tokens = scan(elements[i].text);
    made.index.elements.push_back(index_element(draft, table, elements[i], at));
    made.operators.push_back(elements[i].operator_text);
  }
  if (spec.predicate)
    made.index.predicate = judge_over_row(draft, *spec.predicate, ExpressionUse::condition, table,
                                          {}, where.at("predicate"))
                               .expression;
  return made;
}

}  // namespace zdm::operations
