#include <fmt/format.h>

#include <algorithm>

#include "convert/reading.hpp"
#include "operations/index_spec.hpp"

namespace zdm::convert {
namespace {

using lint::SyntaxNode;

bool is_known_method(const std::string& method) {
  const auto spellings = fields::FieldType<operations::IndexMethod>::spellings();
  return std::find(spellings.begin(), spellings.end(), method) != spellings.end();
}

// What is more than a call of a function stands in parentheses: it ends where they do.
std::string expression_text(const StatementText& text, Span element) {
  if (text.word(element.begin) == "(")
    return text.text(text.bare({element.begin, text.behind(element.begin)}));
  const Span arguments = text.enclosed(element);
  return text.text({element.begin, std::min(arguments.end + 1, element.end)});
}

std::string quoted_names(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ".") + name;
  return text;
}

Json operator_class(const StatementText& text, const SyntaxNode& node, Span element) {
  Json made{{"name", quoted_names(node.names("opclass"))}};
  if (!node.has("opclassopts")) return made;
  Span last{};
  for (std::size_t i = element.begin; i < element.end; ++i)
    if (text.word(i) == "(") {
      last = text.enclosed({i, element.end});
      i = text.behind(i) - 1;
    }
  made["params"] = Json::array();
  for (const Span& part : text.split(last)) made["params"].push_back(text.text(part));
  return made;
}

Json read_element(const Reading& reading, const SyntaxNode& node, Span span,
                  const std::string& table, Touches& touches) {
  Json element = Json::object();
  if (node.has("name")) {
    element["column"] = node.text("name");
    touches.reads.insert(column_object(table, node.text("name")));
  } else {
    const std::string expression = expression_text(reading.text(), span);
    element["expression"] = expression;
    touches.read_expression(table, expression);
  }
  if (node.has("collation")) element["collate"] = collation_text(node.names("collation"));
  if (node.has("opclass")) element["opclass"] = operator_class(reading.text(), node, span);
  const std::string sort = node.text("ordering");
  if (sort == "SORTBY_DESC") element["sort"] = "DESC";
  const std::string nulls = node.text("nulls_ordering");
  if (nulls == "SORTBY_NULLS_FIRST") element["nulls"] = "FIRST";
  if (nulls == "SORTBY_NULLS_LAST") element["nulls"] = "LAST";
  return element;
}

// The part of an index's name that an element gives, as PostgreSQL chooses it.
std::string name_part(const SyntaxNode& element) {
  if (element.has("name")) return element.text("name");
  const SyntaxNode expression = element.at("expr");
  const std::vector<std::string> function = expression.names("funcname");
  return expression.is("FuncCall") && !function.empty() ? function.back() : "expr";
}

std::string index_name(const Reading& reading, const SyntaxNode& node, const std::string& table) {
  if (node.has("idxname")) {
    reading.take_name(node.text("idxname"));
    return node.text("idxname");
  }
  std::vector<std::string> parts;
  for (const SyntaxNode& element : node.list("indexParams")) parts.push_back(name_part(element));
  return reading.choose_name(table, parts, "idx");
}

void read_clauses(const Reading& reading, const SyntaxNode& node, std::size_t behind_elements,
                  const std::string& table, Json& fields, Touches& touches) {
  const StatementText& text = reading.text();
  const Span rest{behind_elements, text.all().end};
  if (node.flag("unique")) {
    fields["unique"] = true;
    touches.reads.insert(rows_object(table));
  }
  if (node.has("whereClause")) {
    const std::string predicate = text.text(text.bare({text.find("where", rest) + 1, rest.end}));
    fields["predicate"] = predicate;
    touches.read_expression(table, predicate);
  }
  if (node.has("options"))
    fields["storage_parameters"] = text.text(text.enclosed({text.find("with", rest), rest.end}));
  for (const SyntaxNode& column : node.list("indexIncludingParams")) {
    fields["include"].push_back(column.text("name"));
    touches.reads.insert(column_object(table, column.text("name")));
  }
  if (node.flag("nulls_not_distinct")) fields["nulls_not_distinct"] = true;
}

}  // namespace

Changes read_create_index(const Reading& reading) {
  const SyntaxNode& node = reading.node();
  const StatementText& text = reading.text();
  const SyntaxNode relation = node.at("relation");
  const std::string table = reading.name_of(relation);
  const std::string method = node.text("accessMethod");
  if (node.has("tableSpace") && node.text("tableSpace") != "pg_default")
    throw NoOperation{"an index in a tablespace has no operation"};
  if (!relation.flag("inh")) throw NoOperation{"an index ON ONLY a table has no operation"};
  if (!is_known_method(method))
    throw NoOperation{fmt::format("an index by method {} has no operation", method)};

  const std::string name = index_name(reading, node, table);
  Touches touches{.reads = {}, .writes = {named_object("index", name)}};
  Json fields{{"table", table}, {"name", name}, {"columns", Json::array()}};
  const std::size_t from = text.at(relation.location().value_or(0));
  const Span elements = text.enclosed({from, text.all().end});
  const std::vector<Span> spans = text.split(elements);
  const std::vector<SyntaxNode> nodes = node.list("indexParams");
  if (spans.size() != nodes.size()) throw NoOperation{"an index of this form has no operation"};
  for (std::size_t i = 0; i < nodes.size(); ++i)
    fields["columns"].push_back(read_element(reading, nodes[i], spans[i], table, touches));
  if (method != "btree") fields["method"] = method;
  read_clauses(reading, node, elements.end + 1, table, fields, touches);
  if (node.flag("if_not_exists"))
    reading.note(Severity::note, "if-not-exists",
                 "IF NOT EXISTS is left out: where the index is there, the migration is refused");
  Change change = reading.change(Kind::create_index, std::move(fields));
  change.touches = std::move(touches);
  return {std::move(change)};
}

}  // namespace zdm::convert
