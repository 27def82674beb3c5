#include <fmt/format.h>

#include <algorithm>

#include "convert/reading.hpp"
#include "operations/constraint_spec.hpp"

namespace zdm::convert {
namespace {

using lint::SyntaxNode;
using operations::MatchType;
using operations::ReferentialAction;

// pg_constraint's letters for actions and match types.
ReferentialAction action_of(const std::string& letter) {
  if (letter == "r") return ReferentialAction::restrict;
  if (letter == "c") return ReferentialAction::cascade;
  if (letter == "n") return ReferentialAction::set_null;
  if (letter == "d") return ReferentialAction::set_default;
  return ReferentialAction::no_action;
}

MatchType match_of(const std::string& letter) {
  if (letter == "f") return MatchType::full;
  return letter == "p" ? MatchType::partial : MatchType::simple;
}

template <typename Enum>
void put_unless_usual(Json& fields, const char* key, Enum value, Enum usual) {
  if (value != usual) fields[key] = std::string(fields::text_of(value));
}

// Keeps for itself what the table has to have.
void note_columns(ReadConstraint& read, const std::string& table,
                  const std::vector<std::string>& columns) {
  for (const std::string& column : columns) read.touches.reads.insert(column_object(table, column));
}

void read_check(const Reading& reading, Span span, const SyntaxNode& node, const std::string& table,
                ReadConstraint& read) {
  const StatementText& text = reading.text();
  const Span from_check{text.find("check", span), span.end};
  const std::string check = text.text(text.bare(text.enclosed(from_check)));
  read.fields["type"] = "check";
  read.fields["check"] = check;
  if (node.flag("is_no_inherit")) read.fields["no_inherit"] = true;
  read.touches.read_expression(table, check);
}

void read_key(const Reading& reading, Span span, const SyntaxNode& node, const std::string& table,
              const std::string& column, ReadConstraint& read) {
  const StatementText& text = reading.text();
  const bool primary = node.text("contype") == "CONSTR_PRIMARY";
  read.fields["type"] = primary ? "primary_key" : "unique";
  const std::vector<std::string> columns =
      column.empty() ? node.names("keys") : std::vector<std::string>{column};
  if (!columns.empty()) read.fields["columns"] = columns;
  note_columns(read, table, columns);
  if (node.flag("nulls_not_distinct")) read.fields["nulls_not_distinct"] = true;
  Json parameters = Json::object();
  if (node.has("indexspace")) parameters["tablespace"] = node.text("indexspace");
  if (node.has("options"))
    parameters["storage_parameters"] =
        text.text(text.enclosed({text.find("with", span), span.end}));
  if (node.has("including")) parameters["include_columns"] = node.names("including");
  if (!parameters.empty()) read.fields["index_parameters"] = parameters;
  if (primary && !columns.empty()) reading.context().keys[table] = columns;
}

// REFERENCES users alone means the primary key, which the script knows only of its own tables.
std::vector<std::string> referenced_columns(const Reading& reading, const SyntaxNode& node,
                                            const std::string& referenced) {
  std::vector<std::string> columns = node.names("pk_attrs");
  if (!columns.empty()) return columns;
  const auto key = reading.context().keys.find(referenced);
  if (key != reading.context().keys.end()) return key->second;
  reading.note(Severity::error, "missing-columns",
               fmt::format("a foreign key to table \"{}\" does not say to which column, and the "
                           "file does not tell its primary key",
                           referenced),
               "fill in \"columns\", or \"column\", of its references",
               reading.text().at(node.location().value_or(0)));
  return {};
}

void read_foreign_key(const Reading& reading, const SyntaxNode& node, const std::string& table,
                      const std::string& column, ReadConstraint& read) {
  const std::string referenced = reading.name_of(node.at("pktable"));
  const std::vector<std::string> columns =
      column.empty() ? node.names("fk_attrs") : std::vector<std::string>{column};
  const std::vector<std::string> targets = referenced_columns(reading, node, referenced);
  Json references{{"table", referenced}};
  if (!targets.empty()) references["columns"] = targets;
  put_unless_usual(references, "on_delete", action_of(node.text("fk_del_action")),
                   ReferentialAction::no_action);
  if (node.has("fk_del_set_cols"))
    references["on_delete_set_columns"] = node.names("fk_del_set_cols");
  put_unless_usual(references, "on_update", action_of(node.text("fk_upd_action")),
                   ReferentialAction::no_action);
  put_unless_usual(references, "match_type", match_of(node.text("fk_matchtype")),
                   MatchType::simple);
  read.fields["type"] = "foreign_key";
  read.fields["columns"] = columns;
  read.fields["references"] = references;
  note_columns(read, table, columns);
  note_columns(read, referenced, targets);
  if (targets.empty()) read.touches.reads.insert(table_object(referenced));
  read.touches.reads.insert(rows_object(referenced));
}

void read_exclusion(const Reading& reading, Span span, const SyntaxNode& node,
                    const std::string& table, ReadConstraint& read) {
  const StatementText& text = reading.text();
  Json exclude{{"index_method", node.text("access_method")},
               {"elements", text.text(text.enclosed(span))}};
  if (node.has("where_clause"))
    exclude["predicate"] =
        text.text(text.bare(text.enclosed({text.find("where", span), span.end})));
  if (node.has("options") || node.has("including") || node.has("indexspace"))
    throw NoOperation{"an EXCLUDE constraint with settings of its index has no operation"};
  read.fields["type"] = "exclude";
  read.fields["exclude"] = exclude;
  read.touches.reads.insert(table_object(table));
}

void read_deferral(const SyntaxNode& node, const std::vector<SyntaxNode>& attributes,
                   ReadConstraint& read) {
  bool deferrable = node.flag("deferrable");
  bool deferred = node.flag("initdeferred");
  for (const SyntaxNode& attribute : attributes) {
    deferrable = deferrable || attribute.text("contype") == "CONSTR_ATTR_DEFERRABLE";
    deferred = deferred || attribute.text("contype") == "CONSTR_ATTR_DEFERRED";
  }
  if (deferrable || deferred) read.fields["deferrable"] = true;
  if (deferred) read.fields["initially_deferred"] = true;
}

std::vector<std::string> columns_of(const SyntaxNode& node, const Json& fields) {
  if (fields.contains("columns")) return fields.at("columns").get<std::vector<std::string>>();
  std::vector<std::string> columns;
  const auto add = [&](const std::string& name) {
    if (!name.empty() && std::find(columns.begin(), columns.end(), name) == columns.end())
      columns.push_back(name);
  };
  node.walk([&](const SyntaxNode& each) {
    if (each.is("IndexElem")) add(each.text("name"));
    const std::vector<std::string> names = each.names("fields");
    if (each.is("ColumnRef") && !names.empty()) add(names.back());
  });
  return columns;
}

int rank(const ReadConstraint& constraint) {
  const std::string type = constraint.fields.at("type");
  if (type == "check") return 0;
  if (type == "primary_key") return 1;
  return type == "foreign_key" ? 3 : 2;
}

std::string choose_name(const Reading& reading, const std::string& table,
                        const ReadConstraint& constraint) {
  const std::string type = constraint.fields.at("type");
  const std::vector<std::string>& columns = constraint.columns;
  // A CHECK has its column's name where it reads just one.
  if (type == "check")
    return reading.choose_name(table, columns.size() == 1 ? columns : std::vector<std::string>{},
                               "check");
  if (type == "primary_key") return reading.choose_name(table, {}, "pkey");
  if (type == "unique") return reading.choose_name(table, columns, "key");
  if (type == "foreign_key") return reading.choose_name(table, columns, "fkey");
  throw NoOperation{"an EXCLUDE constraint without a name has no operation"};
}

}  // namespace

ReadConstraint read_constraint(const Reading& reading, const SyntaxNode& node,
                               const std::string& table, const std::string& column,
                               const std::vector<SyntaxNode>& attributes) {
  const StatementText& text = reading.text();
  const Span span = text.element(text.at(node.location().value_or(0)));
  const std::string kind = node.text("contype");
  ReadConstraint read;
  read.touches.reads.insert(rows_object(table));
  if (node.has("conname")) {
    read.fields["name"] = node.text("conname");
    reading.take_name(node.text("conname"));
  }
  if (kind == "CONSTR_CHECK")
    read_check(reading, span, node, table, read);
  else if (kind == "CONSTR_PRIMARY" || kind == "CONSTR_UNIQUE")
    read_key(reading, span, node, table, column, read);
  else if (kind == "CONSTR_FOREIGN")
    read_foreign_key(reading, node, table, column, read);
  else if (kind == "CONSTR_EXCLUSION")
    read_exclusion(reading, span, node, table, read);
  else
    throw NoOperation{"a constraint of this kind has no operation"};
  read_deferral(node, attributes, read);
  read.columns = columns_of(node, read.fields);
  read.proven = !node.flag("skip_validation");
  return read;
}

void name_constraints(const Reading& reading, const std::string& table,
                      std::vector<ReadConstraint>& constraints) {
  for (int turn = 0; turn <= 3; ++turn)
    for (ReadConstraint& each : constraints) {
      if (rank(each) != turn) continue;
      if (!each.fields.contains("name")) each.fields["name"] = choose_name(reading, table, each);
      each.touches.writes.insert(constraint_object(table, each.fields["name"]));
    }
}

}  // namespace zdm::convert
