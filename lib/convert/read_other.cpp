// Statements that are short: RENAME, DROP, COMMENT, and those on sequences.
#include <fmt/format.h>

#include "convert/reading.hpp"
#include "lint/alter_table.hpp"
#include "operations/given_name.hpp"

namespace zdm::convert {
namespace {

using lint::SyntaxNode;

void note_lenience(const Reading& reading, const std::string& what) {
  const SyntaxNode& node = reading.node();
  if (node.flag("missing_ok"))
    reading.note(
        Severity::note, "if-exists",
        fmt::format("IF EXISTS is left out: where the {} is missing, the migration is refused",
                    what));
  if (node.text("behavior") == "DROP_CASCADE")
    reading.note(
        Severity::note, "cascade",
        fmt::format("CASCADE is left out: what needs the {} has to be dropped by name", what));
}

Change rename(const Reading& reading, Kind kind, const std::string& table) {
  const SyntaxNode& node = reading.node();
  Change change = reading.change(
      kind, {{"table", table}, {"from", node.text("subname")}, {"to", node.text("newname")}});
  const auto object = kind == Kind::rename_column ? column_object : constraint_object;
  change.touches.writes = {object(table, node.text("subname")),
                           object(table, node.text("newname"))};
  return change;
}

// What had its name from a table that the script has renamed.
template <typename Names>
std::string renamed_table(const Reading& reading, Names names) {
  for (const auto& [from, to] : reading.context().renamed)
    if (names(from)) return to;
  return {};
}

// ALTER TABLE renames sequences too, and Rails does it so.
bool is_sequence_of_renamed(const Reading& reading, const std::string& name) {
  return name.ends_with("_seq") && !renamed_table(reading, [&](const std::string& table) {
                                      return name.starts_with(table + "_");
                                    }).empty();
}

// The index of a table's primary key; planning refuses it where it is none.
Changes rename_index(const Reading& reading) {
  const SyntaxNode& node = reading.node();
  const std::string from = reading.name_of(node.at("relation"));
  const std::string table = renamed_table(reading, [&](const std::string& old) {
    return from == operations::given_name({old, {}, "pkey"}).str();
  });
  if (table.empty()) throw NoOperation{"a RENAME of an index has no operation"};
  const std::string to = node.text("newname");
  Change change =
      reading.change(Kind::rename_constraint, {{"table", table}, {"from", from}, {"to", to}});
  change.touches.writes = {constraint_object(table, from), constraint_object(table, to),
                           named_object("index", from), named_object("index", to)};
  return {std::move(change)};
}

Change rename_table(const Reading& reading, const std::string& table) {
  const std::string to = reading.node().text("newname");
  reading.context().renamed[table] = to;
  Change change = reading.change(Kind::rename_table, {{"from", table}, {"to", to}});
  change.touches.writes = {table_object(table), table_object(to)};
  return change;
}

const char* sequence_type(const SyntaxNode& type) {
  const std::vector<std::string> names = type.names();
  const std::string name = names.empty() ? "int8" : names.back();
  return name == "int4" ? "integer" : name == "int2" ? "smallint" : name == "int8" ? "bigint" : "";
}

// As serial makes it?
bool is_usual(const SyntaxNode& option) {
  const std::string name = option.text("defname");
  if (name == "minvalue" || name == "maxvalue") return !option.has("arg");
  return name == "as" || ((name == "start" || name == "increment" || name == "cache") &&
                          option.at("arg").number("ival") == 1);
}

}  // namespace

Changes read_rename(const Reading& reading) {
  const SyntaxNode& node = reading.node();
  const std::string what = node.text("renameType");
  if (what == "OBJECT_INDEX") return rename_index(reading);
  const bool of_table = what == "OBJECT_TABLE" || what == "OBJECT_TABCONSTRAINT" ||
                        node.text("relationType") == "OBJECT_TABLE";
  if (!of_table) throw NoOperation{"a RENAME of this has no operation"};
  const std::string table = reading.name_of(node.at("relation"));
  if (what == "OBJECT_COLUMN") return {rename(reading, Kind::rename_column, table)};
  if (what == "OBJECT_TABCONSTRAINT") return {rename(reading, Kind::rename_constraint, table)};
  if (is_sequence_of_renamed(reading, table))
    throw NoOperation{"a RENAME of a sequence has no operation"};
  if (what == "OBJECT_TABLE") return {rename_table(reading, table)};
  throw NoOperation{"a RENAME of this has no operation"};
}

Changes read_drop(const Reading& reading) {
  const SyntaxNode& node = reading.node();
  const std::string what = node.text("removeType");
  const bool tables = what == "OBJECT_TABLE";
  if (!tables && what != "OBJECT_INDEX") throw NoOperation{"a DROP of this has no operation"};
  Changes changes;
  for (const SyntaxNode& object : node.list("objects")) {
    const std::string name = reading.name_of(lint::table_of(object.names()));
    Change change = reading.change(tables ? Kind::drop_table : Kind::drop_index, {{"name", name}});
    change.touches.writes = {tables ? table_object(name) : named_object("index", name)};
    changes.push_back(std::move(change));
  }
  note_lenience(reading, tables ? "table" : "index");
  return changes;
}

Changes read_comment(const Reading& reading) {
  const SyntaxNode& node = reading.node();
  const std::string what = node.text("objtype");
  std::vector<std::string> names = node.at("object").names();
  const Json comment = node.has("comment") ? Json(node.text("comment")) : Json();
  if (what == "OBJECT_TABLE") {
    const std::string table = reading.name_of(lint::table_of(names));
    Change change = reading.change(Kind::comment_table, {{"name", table}, {"comment", comment}});
    change.why_sql = "a comment on a table that is there already has no operation";
    change.touches.writes = {{table_object(table).of, "comment"}};
    return {std::move(change)};
  }
  if (what != "OBJECT_COLUMN" || names.size() < 2)
    throw NoOperation{"a COMMENT on this has no operation"};
  const std::string column = names.back();
  names.pop_back();
  const std::string table = reading.name_of(lint::table_of(names));
  Change change = reading.change(Kind::alter_column,
                                 {{"table", table}, {"column", column}, {"comment", comment}});
  change.touches.writes = {column_object(table, column)};
  return {std::move(change)};
}

Changes read_sequence(const Reading& reading) {
  const SyntaxNode& node = reading.node();
  const std::string name = reading.name_of(node.at("sequence"));
  if (node.is("AlterSeqStmt")) {
    const std::vector<SyntaxNode> options = node.list("options");
    if (options.size() != 1 || options.front().text("defname") != "owned_by")
      throw NoOperation{"a change of a sequence has no operation"};
    std::vector<std::string> owner = options.front().at("arg").names();
    if (owner.size() < 2) throw NoOperation{"a change of a sequence has no operation"};
    const std::string column = owner.back();
    owner.pop_back();
    const std::string table = reading.name_of(lint::table_of(owner));
    Change change =
        reading.change(Kind::own_sequence, {{"name", name}, {"table", table}, {"column", column}});
    change.touches.writes = {named_object("sequence", name)};
    change.touches.reads = {column_object(table, column)};
    return {std::move(change)};
  }
  reading.take_name(name);
  reading.context().made.insert(name);
  std::string type = "bigint";
  for (const SyntaxNode& option : node.list("options")) {
    if (!is_usual(option) || node.flag("if_not_exists"))
      throw NoOperation{"a sequence has no operation"};
    if (option.text("defname") == "as") type = sequence_type(option.at("arg"));
  }
  Change change = reading.change(Kind::create_sequence, {{"name", name}, {"type", type}});
  change.touches.writes = {named_object("sequence", name)};
  change.down = way_back(reading);
  change.why_sql = "a sequence has no operation";
  return {std::move(change)};
}

}  // namespace zdm::convert
