#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "convert/alter_command.hpp"
#include "convert/sql_name.hpp"
#include "lint/alter_table.hpp"

namespace zdm::convert {
namespace {

using lint::SyntaxNode;
using lint::TableChange;

Change constraint_change(const Command& command, ReadConstraint constraint) {
  Json fields{{"table", command.table}};
  fields.update(constraint.fields);
  Change change = command.make(Kind::create_constraint, std::move(fields));
  for (const std::string& column : constraint.columns) {
    change.fields["up"][column] = sql_name(column);
    change.touches.reads.insert(column_object(command.table, column));
  }
  change.fields["down"] = change.fields.value("up", Json::object());
  change.touches.add(constraint.touches);
  change.proven = constraint.proven;
  return change;
}

Changes add_column(const Command& command) {
  ReadColumn read = read_column(command.reading, command.change.definition, command.table);
  name_constraints(command.reading, command.table, read.constraints);
  const std::string column = read.fields.at("name");
  std::vector<ReadConstraint> others;
  for (ReadConstraint& each : read.constraints) {
    if (put_at_column(read.fields, command.table, each.fields))
      read.touches.add(each.touches);
    else
      others.push_back(std::move(each));
  }
  if (command.change.command.flag("missing_ok"))
    command.reading.note(
        Severity::note, "if-not-exists",
        "IF NOT EXISTS is left out: where the column is there, the migration is refused", {},
        command.span.begin);
  Change change =
      command.make(Kind::add_column, {{"table", command.table}, {"column", read.fields}});
  change.touches = std::move(read.touches);
  change.touches.reads.erase(column_object(command.table, column));
  change.touches.writes.insert(column_object(command.table, column));
  Changes changes{std::move(change)};
  for (ReadConstraint& each : others)
    changes.push_back(constraint_change(command, std::move(each)));
  return changes;
}

// The sequence in nextval('public.users_id_seq'::regclass); empty for any other expression.
std::string drawn_sequence(const Reading& reading, const SyntaxNode& expression) {
  if (!expression.is("FuncCall") || expression.names("funcname").back() != "nextval") return {};
  std::string name;
  expression.walk([&](const SyntaxNode& node) {
    if (node.is("A_Const")) name = node.at("sval").text("sval");
  });
  const StatementText parts(name);
  const Span all = parts.all();
  if (all.end != 1 && all.end != 3) return {};
  const auto plain = [&](std::size_t token) {
    std::string word(parts.word(token));
    return word.starts_with('"') ? word.substr(1, word.size() - 2) : word;
  };
  if (all.end == 3 && plain(0) != reading.context().schema) return {};
  return plain(all.end - 1);
}

Change set_default(const Command& command) {
  const bool drops = !command.change.definition;
  const std::string value = drops ? "" : command.text_behind("default");
  const bool is_null = command.change.definition.at("isnull") || value.empty();
  Change change = alter_column(command, "default", drops || is_null ? Json() : Json(value));
  if (drops) return change;
  change.touches.read_expression(command.table, value);
  const std::string sequence = drawn_sequence(command.reading, command.change.definition);
  if (sequence.empty()) return change;
  change.kind = Kind::draw_default;
  change.fields["sequence"] = sequence;
  change.touches.reads.insert(named_object("sequence", sequence));
  return change;
}

Changes add_constraint(const Command& command) {
  const SyntaxNode& node = command.change.definition;
  std::vector<ReadConstraint> read{read_constraint(command.reading, node, command.table, {})};
  if (node.has("indexname") && !read.front().fields.contains("name"))
    read.front().fields["name"] = node.text("indexname");
  name_constraints(command.reading, command.table, read);
  Change change = constraint_change(command, std::move(read.front()));
  if (node.has("indexname")) {
    change.kind = Kind::use_index;
    change.fields["index"] = node.text("indexname");
    change.touches.writes.insert(named_object("index", node.text("indexname")));
  }
  return {std::move(change)};
}

Change named(const Command& command, Kind kind) {
  Change change = command.make(kind, {{"table", command.table}, {"name", command.change.name}});
  change.touches.writes.insert(constraint_object(command.table, command.change.name));
  return change;
}

void note_lenience(const Command& command, const std::string& what) {
  if (command.change.command.flag("missing_ok"))
    command.reading.note(
        Severity::note, "if-exists",
        fmt::format("IF EXISTS is left out: where the {} is missing, the migration is refused",
                    what),
        {}, command.span.begin);
  if (command.change.command.text("behavior") == "DROP_CASCADE")
    command.reading.note(
        Severity::note, "cascade",
        fmt::format("CASCADE is left out: what needs the {} has to be dropped by name", what), {},
        command.span.begin);
}

Change drop_column(const Command& command) {
  note_lenience(command, "column");
  Change change = command.make(Kind::drop_column, command.of_column());
  change.touches.writes.insert(column_object(command.table, command.change.name));
  return change;
}

Change drop_constraint(const Command& command) {
  note_lenience(command, "constraint");
  Change change = named(command, Kind::drop_constraint);
  change.touches.writes.insert(named_object("index", command.change.name));
  return change;
}

Change set_replica_identity(const Command& command) {
  const SyntaxNode& node = command.change.definition;
  const std::string letter = node.text("identity_type");
  Json identity{{"type", letter == "n"   ? "nothing"
                         : letter == "f" ? "full"
                         : letter == "i" ? "index"
                                         : "default"}};
  if (letter == "i") identity["index"] = node.text("name");
  Change change = command.make(Kind::set_replica_identity,
                               {{"table", command.table}, {"identity", std::move(identity)}});
  change.touches.writes.insert({table_object(command.table).of, "replica identity"});
  if (letter == "i") change.touches.reads.insert(named_object("index", node.text("name")));
  return change;
}

Change add_identity(const Command& command) {
  Json fields = command.of_column();
  fields["identity"] = read_identity(command.reading, command.change.definition, command.span,
                                     command.table, command.change.name);
  Change change = command.make(Kind::add_identity, std::move(fields));
  change.touches.writes.insert(column_object(command.table, command.change.name));
  change.can_wait = false;
  return change;
}

Changes read_command(const Command& command) {
  const std::string& action = command.change.action;
  if (action == "AT_AddColumn") return add_column(command);
  if (action == "AT_ColumnDefault") return {set_default(command)};
  if (action == "AT_SetNotNull") return {alter_column(command, "nullable", false)};
  if (action == "AT_DropNotNull") return {alter_column(command, "nullable", true)};
  if (action == "AT_AlterColumnType") return {change_type(command)};
  if (action == "AT_AddConstraint") return add_constraint(command);
  if (action == "AT_ValidateConstraint") return {named(command, Kind::validate_constraint)};
  if (action == "AT_DropColumn") return {drop_column(command)};
  if (action == "AT_DropConstraint") return {drop_constraint(command)};
  if (action == "AT_ReplicaIdentity") return {set_replica_identity(command)};
  if (action == "AT_AddIdentity") return {add_identity(command)};
  throw NoOperation{"this command of ALTER TABLE has no operation"};
}

// What new clients see of the table changes; all else can be done when there are no old ones.
bool changes_shape(const std::string& action) {
  static constexpr std::array<std::string_view, 10> kSettings{
      "AT_SetStatistics", "AT_SetStorage",        "AT_SetCompression", "AT_SetOptions",
      "AT_SetRelOptions", "AT_ResetRelOptions",   "AT_ClusterOn",      "AT_SetTableSpace",
      "AT_ChangeOwner",   "AT_ValidateConstraint"};
  return std::find(kSettings.begin(), kSettings.end(), action) == kSettings.end() &&
         action.find("Trig") == std::string::npos &&
         action.find("RowSecurity") == std::string::npos;
}

Change raw_command(const Command& command, const std::string& why) {
  Change change = command.make(Kind::sql, Json::object());
  change.why_sql = why;
  change.can_wait = !changes_shape(command.change.action);
  const Object table = table_object(command.table);
  change.touches.writes.insert(change.can_wait ? Object{table.of, "settings"} : table);
  if (!command.change.name.empty())
    change.touches.reads.insert(column_object(command.table, command.change.name));
  return change;
}

// Behind the table's name.
std::size_t first_command(const StatementText& text, const SyntaxNode& relation) {
  std::size_t token = text.at(relation.location().value_or(0)) + 1;
  while (text.word(token) == ".") token += 2;
  return text.word(token) == "*" ? token + 1 : token;
}

}  // namespace

Changes read_alter_table(const Reading& reading) {
  const SyntaxNode& node = reading.node();
  const StatementText& text = reading.text();
  const std::vector<TableChange> changes = lint::table_changes(node);
  const std::size_t begin = first_command(text, node.at("relation"));
  const std::vector<Span> spans = text.split({begin, text.all().end});
  if (changes.empty() || changes.size() != spans.size())
    throw NoOperation{"ALTER TABLE of this form has no operation"};
  const std::string table = reading.name_of(node.at("relation"));
  Changes all;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const Command command{reading, table, changes[i], spans[i]};
    Changes made;
    try {
      made = read_command(command);
    } catch (const NoOperation& none) {
      made = {raw_command(command, none.why)};
    }
    for (Change& change : made) {
      change.sql = text.text({0, begin}) + " " + text.text(spans[i]);
      all.push_back(std::move(change));
    }
  }
  return all;
}

}  // namespace zdm::convert
