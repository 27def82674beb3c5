#include "operations/as_fields.hpp"

#include <algorithm>
#include <map>

#include "operations/beyond_fields.hpp"
#include "sql/expression.hpp"

namespace zdm::operations {
namespace {

std::map<ColumnId, Identifier> names_of(const Table& table) {
  std::map<ColumnId, Identifier> names;
  for (const Column& column : table.columns) names[column.id] = column.name;
  return names;
}

// With the columns' names of now: an expression keeps those under which it was written.
std::string text_of(const BoundExpression& expression, const Table& table) {
  for (const auto& [name, id] : expression.columns)
    if (const Column* column = table.column(id); column != nullptr && column->name != name)
      return rename_columns(expression, names_of(table)).text();
  return expression.text.text();
}

Json names_as_list(const Table& table, const std::vector<ColumnId>& ids) {
  Json list = Json::array();
  for (const ColumnId id : ids) list.push_back(table.column(id)->name.str());
  return list;
}

void add_if(Json& json, const char* key, const std::string& text, const std::string& usual = {}) {
  if (text != usual && !text.empty()) json[key] = text;
}

void add_if(Json& json, const char* key, bool value) {
  if (value) json[key] = true;
}

std::string type_text(const Column& column) {
  const std::string& type = column.type.text;
  if (!is_serial(column)) return type;
  return type == "integer" ? "serial" : type == "bigint" ? "bigserial" : "smallserial";
}

Json identity(const Column& column) {
  Json json = Json::object();
  if (column.identity == Identity::by_default) json["user_specified_values"] = "BY DEFAULT";
  if (column.sequence) add_if(json, "sequence_options", column.sequence->options);
  return json;
}

// "DESC NULLS LAST" is a sort and an order of NULLs.
void add_order(Json& json, const std::string& order) {
  if (order.starts_with("DESC")) json["sort"] = "DESC";
  if (order.ends_with("NULLS FIRST")) json["nulls"] = "FIRST";
  if (order.ends_with("NULLS LAST")) json["nulls"] = "LAST";
}

Json element(const IndexElement& element, const Table& table) {
  Json json;
  if (const auto* id = std::get_if<ColumnId>(&element.key))
    json["column"] = table.column(*id)->name.str();
  else
    json["expression"] = text_of(std::get<BoundExpression>(element.key), table);
  if (element.collation) json["collate"] = element.collation->quoted();
  if (element.opclass) {
    json["opclass"] = {{"name", element.opclass->name}};
    if (!element.opclass->parameters.empty())
      json["opclass"]["params"] = Json::array({element.opclass->parameters});
  }
  add_order(json, element.order);
  return json;
}

void add_index_parameters(Json& json, const Index& index, const Table& table) {
  Json parameters = Json::object();
  if (index.tablespace) parameters["tablespace"] = index.tablespace->str();
  add_if(parameters, "storage_parameters", index.storage_parameters);
  if (!index.include.empty()) parameters["include_columns"] = names_as_list(table, index.include);
  if (!parameters.empty()) json["index_parameters"] = std::move(parameters);
}

// As in EXCLUDE (…): "room" WITH =, "during" WITH &&
std::string elements(const ExcludeConstraint& exclude, const Table& table) {
  std::string text;
  for (std::size_t i = 0; i < exclude.index.elements.size(); ++i) {
    const IndexElement& each = exclude.index.elements[i];
    const auto* id = std::get_if<ColumnId>(&each.key);
    if (!text.empty()) text += ", ";
    text += id != nullptr ? table.column(*id)->name.quoted()
                          : "(" + text_of(std::get<BoundExpression>(each.key), table) + ")";
    if (each.collation) text += " COLLATE " + each.collation->quoted();
    if (each.opclass) text += " " + each.opclass->name;
    if (each.opclass && !each.opclass->parameters.empty())
      text += " (" + each.opclass->parameters + ")";
    if (!each.order.empty()) text += " " + each.order;
    text += " WITH " + exclude.operators.at(i);
  }
  return text;
}

struct RuleFields {
  const Table& table;
  const Catalog& catalog;
  Json& json;

  void operator()(const CheckConstraint& check) const {
    json["type"] = "check";
    json["check"] = text_of(check.expression, table);
    add_if(json, "no_inherit", check.no_inherit);
  }

  void operator()(const KeyConstraint& key) const {
    json["type"] = key.primary ? "primary_key" : "unique";
    std::vector<ColumnId> columns;
    for (const IndexElement& each : key.index.elements)
      columns.push_back(std::get<ColumnId>(each.key));
    json["columns"] = names_as_list(table, columns);
    add_if(json, "nulls_not_distinct", key.index.nulls_not_distinct);
    add_index_parameters(json, key.index, table);
  }

  void operator()(const ForeignKeyConstraint& key) const {
    json["type"] = "foreign_key";
    json["columns"] = names_as_list(table, key.columns);
    const Table& target = *catalog.table(*key.references);
    Json references{{"table", target.name.str()},
                    {"columns", names_as_list(target, key.referenced_columns)}};
    add_if(references, "on_delete", key.on_delete, "NO ACTION");
    if (!key.on_delete_set_columns.empty())
      references["on_delete_set_columns"] = names_as_list(table, key.on_delete_set_columns);
    add_if(references, "on_update", key.on_update, "NO ACTION");
    add_if(references, "match_type", key.match, "SIMPLE");
    json["references"] = std::move(references);
  }

  void operator()(const ExcludeConstraint& exclude) const {
    json["type"] = "exclude";
    json["exclude"] = {{"index_method", exclude.index.method},
                       {"elements", elements(exclude, table)}};
    if (exclude.index.predicate)
      json["exclude"]["predicate"] = text_of(*exclude.index.predicate, table);
    add_index_parameters(json, exclude.index, table);
  }
};

}  // namespace

Json as_fields(const Column& column, const Table& table) {
  Json json{{"name", column.name.str()}, {"type", type_text(column)}};
  add_if(json, "nullable", column.nullable);
  if (column.default_value && !draws_from_its_own(column))
    json["default"] = column.default_value->text();
  if (column.comment) json["comment"] = *column.comment;
  if (column.generated) json["generated"] = {{"expression", text_of(*column.generated, table)}};
  if (column.identity != Identity::none) json["generated"] = {{"identity", identity(column)}};
  if (column.collation) json["collate"] = column.collation->quoted();
  return json;
}

Json as_fields(const Index& index, const Table& table) {
  Json json{{"table", table.name.str()}, {"name", index.name.str()}, {"columns", Json::array()}};
  for (const IndexElement& each : index.elements) json["columns"].push_back(element(each, table));
  add_if(json, "method", index.method, "btree");
  add_if(json, "unique", index.unique);
  if (index.predicate) json["predicate"] = text_of(*index.predicate, table);
  add_if(json, "storage_parameters", index.storage_parameters);
  if (!index.include.empty()) json["include"] = names_as_list(table, index.include);
  add_if(json, "nulls_not_distinct", index.nulls_not_distinct);
  return json;
}

Json as_fields(const Constraint& constraint, const Table& table, const Catalog& catalog) {
  Json json{{"name", constraint.name.str()}};
  std::visit(RuleFields{table, catalog, json}, constraint.rule);
  add_if(json, "deferrable", constraint.deferrable);
  add_if(json, "initially_deferred", constraint.initially_deferred);
  return json;
}

Json as_fields(const Table& table, const Catalog& catalog) {
  Json json{{"name", table.name.str()}, {"columns", Json::array()}};
  for (const Column& column : table.columns) json["columns"].push_back(as_fields(column, table));
  for (const Constraint& constraint : table.constraints)
    if (has_fields(constraint))
      json["constraints"].push_back(as_fields(constraint, table, catalog));
  if (table.comment) json["comment"] = *table.comment;
  return json;
}

Json themselves_as_fields(const Table& table, const std::vector<ColumnId>& columns) {
  Json json = Json::object();
  for (const ColumnId id : columns) {
    const Identifier& name = table.column(id)->name;
    json[name.str()] = name.quoted();
  }
  return json;
}

Json replica_identity_as_fields(const Table& table) {
  Json identity{{"type", table.replica_identity}};
  if (table.replica_identity_index) identity["index"] = table.replica_identity_index->str();
  return {{"table", table.name.str()}, {"identity", std::move(identity)}};
}

}  // namespace zdm::operations
