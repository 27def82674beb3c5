#include <algorithm>

#include "convert/reading.hpp"
#include "operations/given_name.hpp"

namespace zdm::convert {
namespace {

using lint::SyntaxNode;

void refuse_without_operation(const SyntaxNode& node) {
  const auto refuse = [](const char* what) {
    throw NoOperation{std::string(what) + " has no operation"};
  };
  if (node.has("partspec")) refuse("a partitioned table");
  if (node.has("partbound")) refuse("a partition");
  if (node.has("inhRelations")) refuse("a table that inherits");
  if (node.has("ofTypename")) refuse("a table of a type");
  if (node.has("options")) refuse("a table with storage parameters");
  if (node.has("tablespacename")) refuse("a table in a tablespace");
  if (node.has("accessMethod") && node.text("accessMethod") != "heap")
    refuse("a table with an access method");
  const std::string persistence = node.at("relation").text("relpersistence");
  if (persistence == "t") refuse("a temporary table");
  if (persistence == "u") refuse("an unlogged table");
}

bool has_only(const Json& constraint, std::initializer_list<const char*> keys) {
  return std::all_of(constraint.items().begin(), constraint.items().end(), [&](const auto& item) {
    return std::find(keys.begin(), keys.end(), item.key()) != keys.end();
  });
}

std::string own_name(const std::string& table, const std::string& column, const char* label) {
  return operations::given_name({table, column, label}).str();
}

bool put_reference(Json& column, const Json& constraint) {
  const Json& references = constraint.at("references");
  if (column.contains("references") || references.contains("on_delete_set_columns")) return false;
  Json made{{"name", constraint.at("name")}, {"table", references.at("table")}};
  if (references.contains("columns")) made["column"] = references.at("columns").at(0);
  for (const char* key : {"on_delete", "on_update", "match_type"})
    if (references.contains(key)) made[key] = references.at(key);
  for (const char* key : {"deferrable", "initially_deferred"})
    if (constraint.contains(key)) made[key] = constraint.at(key);
  column["references"] = std::move(made);
  return true;
}

bool put_check(Json& column, const Json& constraint) {
  if (column.contains("check")) return false;
  column["check"] = {{"name", constraint.at("name")}, {"constraint", constraint.at("check")}};
  if (constraint.contains("no_inherit")) column["check"]["no_inherit"] = true;
  return true;
}

Json* column_of(Json& create_table, const std::string& name) {
  for (Json& column : create_table.at("columns"))
    if (column.at("name") == name) return &column;
  return nullptr;
}

}  // namespace

bool put_at_column(Json& column, const std::string& table, const Json& constraint) {
  const std::string type = constraint.at("type");
  const std::string name = column.at("name");
  if (type == "check") return put_check(column, constraint);
  if (type == "foreign_key") return put_reference(column, constraint);
  if (!has_only(constraint, {"name", "type", "columns"})) return false;
  if (type == "primary_key" && constraint.at("name") == own_name(table, "", "pkey")) {
    column["pk"] = true;
    column.erase("nullable");
    return true;
  }
  if (type != "unique" || constraint.at("name") != own_name(table, name, "key")) return false;
  column["unique"] = true;
  return true;
}

void put_into_table(Json& create_table, const Json& constraint) {
  const std::string table = create_table.at("name");
  const auto columns = constraint.value("columns", std::vector<std::string>{});
  if (constraint.at("type") == "primary_key")
    for (const std::string& name : columns)
      if (Json* column = column_of(create_table, name)) column->erase("nullable");
  Json* column = columns.size() == 1 ? column_of(create_table, columns.front()) : nullptr;
  if (column != nullptr && put_at_column(*column, table, constraint)) return;
  create_table["constraints"].push_back(constraint);
}

Changes read_create_table(const Reading& reading) {
  const SyntaxNode& node = reading.node();
  refuse_without_operation(node);
  const std::string table = reading.name_of(node.at("relation"));
  reading.take_name(table);
  Json fields{{"name", table}, {"columns", Json::array()}};
  Touches touches{.reads = {}, .writes = {table_object(table)}};
  std::vector<ReadConstraint> constraints;
  std::vector<std::string> at_columns;  // the column that each CHECK stands at
  for (const SyntaxNode& element : node.list("tableElts")) {
    if (element.is("Constraint")) {
      constraints.push_back(read_constraint(reading, element, table, {}));
      at_columns.emplace_back();
      continue;
    }
    if (!element.is("ColumnDef")) throw NoOperation{"LIKE has no operation"};
    ReadColumn column = read_column(reading, element, table);
    touches.add(column.touches);
    for (ReadConstraint& each : column.constraints) {
      constraints.push_back(std::move(each));
      at_columns.push_back(column.fields.at("name"));
    }
    fields["columns"].push_back(std::move(column.fields));
  }
  if (fields["columns"].empty()) throw NoOperation{"a table without columns has no operation"};
  name_constraints(reading, table, constraints);
  for (std::size_t i = 0; i < constraints.size(); ++i) {
    touches.add(constraints[i].touches);
    Json* column = at_columns[i].empty() ? nullptr : column_of(fields, at_columns[i]);
    const bool is_check = constraints[i].fields.at("type") == "check";
    if (is_check && column != nullptr && put_at_column(*column, table, constraints[i].fields))
      continue;
    put_into_table(fields, constraints[i].fields);
  }
  if (node.flag("if_not_exists"))
    reading.note(Severity::note, "if-not-exists",
                 "IF NOT EXISTS is left out: where the table is there, the migration is refused");
  reading.context().made.insert(table);
  Change change = reading.change(Kind::create_table, std::move(fields));
  change.touches = std::move(touches);
  return {std::move(change)};
}

}  // namespace zdm::convert
