#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "convert/alter_command.hpp"
#include "convert/sql_name.hpp"

namespace zdm::convert {
namespace {

using lint::SyntaxNode;

bool is_column(const SyntaxNode& node, const std::string& column) {
  return node.is("ColumnRef") && node.names("fields") == std::vector<std::string>{column};
}

// text and varchar take any type, and of old ones only another string gets by without a rewrite:
// what `up` says would cost a second form where none is needed.
bool may_be_widening(const SyntaxNode& type) {
  static constexpr std::array<std::string_view, 6> kTypes{"text",      "varchar",     "numeric",
                                                          "timestamp", "timestamptz", "varbit"};
  const std::vector<std::string> names = type.names();
  return !names.empty() && std::find(kTypes.begin(), kTypes.end(), names.back()) != kTypes.end();
}

// What the old type is, the file does not say. A plain cast of the column goes back as PostgreSQL
// assigns it (a number to another or to text, a date to text …), and where it does not, planning
// refuses it.
void propose_up_and_down(const Command& command, Change& change, const std::string& using_text,
                         const SyntaxNode& value) {
  const std::string& column = command.change.name;
  const std::string own = sql_name(column);
  const bool cast = !value || is_column(value, column) ||
                    (value.is("TypeCast") && is_column(value.at("arg"), column));
  if (cast && may_be_widening(command.change.definition.at("typeName"))) {
    change.notes.push_back(command.reading.at(
        command.span.begin, Severity::warning, "may-need-up",
        fmt::format("\"up\" and \"down\" of column \"{}\" are left out, as a wider type needs "
                    "none: the file does not tell the old type",
                    column),
        fmt::format("where zdm plan asks for them, fill in \"up\", such as {}, and as \"down\" "
                    "the value for the old type",
                    using_text.empty() ? own : using_text)));
    return;
  }
  change.fields["up"] = using_text.empty() ? own : using_text;
  change.touches.read_expression(command.table, change.fields["up"]);
  change.touches.reads.insert(rows_object(command.table));
  if (!cast) return;
  change.fields["down"] = own;
  change.notes.push_back(command.reading.at(
      command.span.begin, Severity::note, "proposed-down",
      fmt::format("\"down\" of column \"{}\" is the column itself, as PostgreSQL assigns it "
                  "to the old type",
                  column),
      "see whether all that new clients write fits the old type"));
}

}  // namespace

Change alter_column(const Command& command, const char* key, Json value) {
  Json fields = command.of_column();
  fields[key] = std::move(value);
  Change change = command.make(Kind::alter_column, std::move(fields));
  change.touches.writes.insert(column_object(command.table, command.change.name));
  return change;
}

Change change_type(const Command& command) {
  const Reading& reading = command.reading;
  const StatementText& text = reading.text();
  const SyntaxNode definition = command.change.definition;
  if (definition.has("collClause")) throw NoOperation{"a change of collation has no operation"};
  const std::size_t using_at = text.find("using", command.span);
  Touches touches;
  const std::string type =
      read_type(reading, definition.at("typeName"), text.offset(using_at), touches);
  Change change = alter_column(command, "type", type);
  change.touches.add(touches);
  const SyntaxNode value = definition.at("raw_default");
  const std::string using_text =
      value ? text.text(text.bare({using_at + 1, command.span.end})) : std::string();
  propose_up_and_down(command, change, using_text, value);
  return change;
}

}  // namespace zdm::convert
