#include <algorithm>
#include <array>

#include "convert/reading.hpp"

namespace zdm::convert {
namespace {

using lint::SyntaxNode;

template <std::size_t N>
bool is_one_of(const SyntaxNode& node, const std::array<std::string_view, N>& kinds) {
  return std::find(kinds.begin(), kinds.end(), node.kind()) != kinds.end();
}

bool changes_rows(const SyntaxNode& node) {
  return is_one_of(
      node, std::array<std::string_view, 4>{"InsertStmt", "UpdateStmt", "DeleteStmt", "CopyStmt"});
}

void add_tables(const SyntaxNode& node, std::set<Object>& objects) {
  node.walk([&](const SyntaxNode& each) {
    if (each.is("RangeVar")) objects.insert(table_object(each.table().name));
  });
  for (const char* key : {"relation", "table", "view", "sequence"})
    if (node.has(key) && !node.at(key).table().name.empty())
      objects.insert(table_object(node.at(key).table().name));
}

// The columns that are named may be of any table that is.
void add_rows(const SyntaxNode& node, Touches& touches) {
  const std::string table = node.at("relation").table().name;
  add_tables(node, touches.reads);
  touches.reads.erase(table_object(table));
  touches.writes.insert(rows_object(table));
  bool names_columns = false;
  node.walk([&](const SyntaxNode& each) {
    const std::vector<std::string> fields = each.names("fields");
    if (each.is("ColumnRef") && !fields.empty())
      touches.reads.insert(column_object(table, fields.back()));
    if (each.is("ResTarget") && each.has("name")) {
      touches.reads.insert(column_object(table, each.text("name")));
      names_columns = true;
    }
  });
  if (node.is("UpdateStmt"))
    for (const SyntaxNode& target : node.list("targetList"))
      touches.writes.insert(column_object(table, target.text("name")));
  if (node.is("InsertStmt") && !names_columns) touches.reads.insert(table_object(table));
}

std::string last(const std::vector<std::string>& names) {
  return names.empty() ? std::string() : names.back();
}

// The name of the type that a statement makes or changes; empty if it is about none.
std::string type_of(const SyntaxNode& node) {
  if (node.is("CompositeTypeStmt")) return node.at("typevar").table().name;
  if (node.is("CreateDomainStmt")) return last(node.names("domainname"));
  if (is_one_of(node, std::array<std::string_view, 3>{"CreateEnumStmt", "AlterEnumStmt",
                                                      "CreateRangeStmt"}))
    return last(node.names("typeName"));
  return {};
}

// What a RENAME renames, if nothing depends on its name.
std::string renamed_kind(const SyntaxNode& node) {
  if (!node.is("RenameStmt")) return {};
  const std::string what = node.text("renameType");
  if (what == "OBJECT_INDEX") return "index";
  const bool sequence = node.at("relation").table().name.ends_with("_seq");
  return what == "OBJECT_SEQUENCE" || (what == "OBJECT_TABLE" && sequence) ? "sequence" : "";
}

Touches touches_of(const SyntaxNode& node) {
  Touches touches;
  const std::string table = node.at("relation").table().name;
  if (const std::string type = type_of(node); !type.empty()) {
    touches.writes.insert(named_object("type", type));
  } else if (changes_rows(node) && !table.empty() && !node.has("withClause")) {
    add_rows(node, touches);
  } else if (node.is("CreateTrigStmt")) {
    touches.writes.insert({table_object(table).of, "trigger " + node.text("trigname")});
    touches.reads.insert(named_object("function", last(node.names("funcname"))));
  } else if (node.is("GrantStmt") || node.is("CreatePolicyStmt")) {
    std::set<Object> tables;
    add_tables(node, tables);
    for (const Object& each : tables) touches.writes.insert({each.of, "rights"});
  } else if (node.is("CommentStmt")) {
    touches.reads.insert(named_object("comment", last(node.at("object").names())));
  } else if (node.is("ViewStmt") || node.is("CreateTableAsStmt")) {
    add_tables(node, touches.reads);
    const SyntaxNode made = node.is("ViewStmt") ? node.at("view") : node.at("into").at("rel");
    touches.writes.insert(table_object(made.table().name));
  } else if (node.is("CreateStmt") || node.is("IndexStmt")) {
    add_tables(node, touches.writes);
  } else if (node.is("CreateSeqStmt") || node.is("AlterSeqStmt")) {
    touches.writes.insert(named_object("sequence", node.at("sequence").table().name));
    touches.reads.insert(table_object(node.at("sequence").table().name));
  } else if (const std::string kind = renamed_kind(node); !kind.empty()) {
    touches.writes = {named_object(kind, node.at("relation").table().name),
                      named_object(kind, node.text("newname"))};
  } else {
    touches.writes_all = true;
  }
  return touches;
}

std::string made_by(const SyntaxNode& node) {
  if (node.is("CreateFunctionStmt")) return last(node.names("funcname"));
  if (node.is("ViewStmt")) return node.at("view").table().name;
  if (node.is("CreateTableAsStmt")) return node.at("into").at("rel").table().name;
  if (node.is("CreateStmt")) return node.at("relation").table().name;
  if (node.is("CreateSeqStmt")) return node.at("sequence").table().name;
  return node.is("AlterEnumStmt") ? std::string() : type_of(node);
}

// The views of the new version have to know it.
bool may_change_tables(const SyntaxNode& node) {
  if (node.is("CreateTableAsStmt")) return node.text("objtype") != "OBJECT_MATVIEW";
  return !node || is_one_of(node, std::array<std::string_view, 4>{"CreateStmt", "DoStmt",
                                                                  "CallStmt", "AlterTableStmt"});
}

}  // namespace

Change read_raw(const Reading& reading) {
  Change change = reading.change(Kind::sql, Json::object());
  change.touches = touches_of(reading.node());
  change.can_wait = !may_change_tables(reading.node());
  change.takes_away = reading.node().is("DropStmt");
  change.down = way_back(reading);
  reading.context().made.insert(made_by(reading.node()));
  return change;
}

}  // namespace zdm::convert
