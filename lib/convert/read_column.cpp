#include <algorithm>

#include "convert/reading.hpp"
#include "core/identifier.hpp"
#include "lint/alter_table.hpp"

namespace zdm::convert {
namespace {

using lint::SyntaxNode;

// Where the parts of a column's definition begin: each ends where the next one begins.
std::vector<std::size_t> marks_of(const Reading& reading, const SyntaxNode& node, Span element) {
  std::vector<std::size_t> marks{reading.text().offset(element.end)};
  const auto add = [&](const SyntaxNode& part) {
    if (const auto location = part.location()) marks.push_back(*location);
  };
  add(node.at("collClause"));
  for (const SyntaxNode& constraint : node.list("constraints")) add(constraint);
  std::sort(marks.begin(), marks.end());
  return marks;
}

std::size_t next_mark(const std::vector<std::size_t>& marks, std::size_t offset) {
  return *std::upper_bound(marks.begin(), marks.end() - 1, offset);
}

bool is_attribute(const SyntaxNode& constraint) {
  return constraint.text("contype").starts_with("CONSTR_ATTR_");
}

// The DEFERRABLE … behind a constraint belong to it.
std::vector<SyntaxNode> attributes_behind(const std::vector<SyntaxNode>& constraints,
                                          std::size_t i) {
  std::vector<SyntaxNode> attributes;
  for (++i; i < constraints.size() && is_attribute(constraints[i]); ++i)
    attributes.push_back(constraints[i]);
  return attributes;
}

void read_default(const Reading& reading, Span span, ReadColumn& read, const std::string& table) {
  const StatementText& text = reading.text();
  const std::string value = text.text({text.find("default", span) + 1, span.end});
  if (text.is(text.find("default", span) + 1, "null") && value.size() == 4) return;
  read.fields["default"] = value;
  read.touches.read_expression(table, value);
}

void read_generated(const Reading& reading, Span span, ReadColumn& read, const std::string& table) {
  const StatementText& text = reading.text();
  const std::string value = text.text(text.bare(text.enclosed({text.find("as", span), span.end})));
  read.fields["generated"] = {{"expression", value}};
  read.touches.read_expression(table, value);
}

// What stands at a column besides its type. NOT NULL is what a column of the DSL is by itself.
void read_attribute(const Reading& reading, const SyntaxNode& constraint, Span span,
                    const std::string& table, const std::string& column, ReadColumn& read,
                    bool& not_null) {
  const std::string kind = constraint.text("contype");
  if (kind == "CONSTR_NULL") return;
  if (kind == "CONSTR_NOTNULL") {
    not_null = true;
  } else if (kind == "CONSTR_DEFAULT") {
    read_default(reading, span, read, table);
  } else if (kind == "CONSTR_IDENTITY") {
    not_null = true;
    read.fields["generated"] = {
        {"identity", read_identity(reading, constraint, span, table, column)}};
  } else if (kind == "CONSTR_GENERATED") {
    read_generated(reading, span, read, table);
  } else {
    throw NoOperation{"a column constraint of this kind has no operation"};
  }
}

bool is_usual_option(const SyntaxNode& option) {
  const std::string name = option.text("defname");
  if (name == "minvalue" || name == "maxvalue") return !option.has("arg");
  if (name == "start" || name == "increment" || name == "cache")
    return option.at("arg").number("ival") == 1;
  return name == "sequence_name";
}

}  // namespace

std::string read_type(const Reading& reading, const SyntaxNode& type_name, std::size_t end_offset,
                      Touches& touches) {
  const StatementText& text = reading.text();
  if (const std::vector<std::string> names = type_name.names(); !names.empty())
    touches.reads.insert(named_object("type", names.back()));
  return text.text({text.at(type_name.location().value_or(0)), text.at(end_offset)});
}

Json read_identity(const Reading& reading, const SyntaxNode& constraint, Span span,
                   const std::string& table, const std::string& column) {
  const StatementText& text = reading.text();
  Json identity = Json::object();
  if (constraint.text("generated_when") == "d") identity["user_specified_values"] = "BY DEFAULT";
  const std::string own_name = reading.choose_name(table, {column}, "seq");
  bool usual = true;
  Span options = text.enclosed({text.find("identity", span), span.end});
  for (const SyntaxNode& option : constraint.list("options")) {
    usual = usual && is_usual_option(option);
    if (option.text("defname") != "sequence_name") continue;
    if (reading.name_of(lint::table_of(option.at("arg").names())) != own_name)
      throw NoOperation{"an identity column whose sequence has a name of its own has no operation"};
    // SEQUENCE NAME public.users_id_seq comes first, as pg_dump writes it.
    if (text.is(options.begin, "sequence"))
      options.begin += text.word(options.begin + 3) == "." ? 5 : 3;
    else
      throw NoOperation{"an identity column with options in this order has no operation"};
  }
  if (!usual) identity["sequence_options"] = text.text(options);
  return identity;
}

std::string collation_text(const std::vector<std::string>& names) {
  if (names.empty()) return {};
  if (names.size() < 2 || names[names.size() - 2] == "pg_catalog") return names.back();
  return QualifiedName{Identifier(names[names.size() - 2]), Identifier(names.back())}.quoted();
}

ReadColumn read_column(const Reading& reading, const SyntaxNode& node, const std::string& table) {
  const StatementText& text = reading.text();
  for (const char* unknown : {"fdwoptions", "compression", "storage_name"})
    if (node.has(unknown)) throw NoOperation{"storage settings of a column have no operation"};
  const std::string column = node.text("colname");
  const Span element = text.element(text.at(node.location().value_or(0)));
  const std::vector<std::size_t> marks = marks_of(reading, node, element);
  const SyntaxNode type = node.at("typeName");

  ReadColumn read;
  read.fields["name"] = column;
  read.fields["type"] =
      read_type(reading, type, next_mark(marks, type.location().value_or(0)), read.touches);
  const bool serial = lint::is_serial(lint::column_definition({}, node).type());
  if (serial) reading.choose_name(table, {column}, "seq");
  bool not_null = serial;
  const std::vector<SyntaxNode> constraints = node.list("constraints");
  for (std::size_t i = 0; i < constraints.size(); ++i) {
    const SyntaxNode& each = constraints[i];
    const std::string kind = each.text("contype");
    const std::size_t at = each.location().value_or(0);
    if (is_attribute(each)) continue;
    if (kind == "CONSTR_CHECK" || kind == "CONSTR_PRIMARY" || kind == "CONSTR_UNIQUE" ||
        kind == "CONSTR_FOREIGN") {
      read.constraints.push_back(
          read_constraint(reading, each, table, column, attributes_behind(constraints, i)));
      not_null = not_null || kind == "CONSTR_PRIMARY";
      continue;
    }
    const Span span{text.at(at), text.at(next_mark(marks, at))};
    read_attribute(reading, each, span, table, column, read, not_null);
  }
  if (!not_null) read.fields["nullable"] = true;
  if (node.has("collClause"))
    read.fields["collate"] = collation_text(node.at("collClause").names("collname"));
  return read;
}

}  // namespace zdm::convert
