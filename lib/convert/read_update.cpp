#include <fmt/format.h>

#include <algorithm>

#include "convert/reading.hpp"
#include "core/identifier.hpp"
#include "sql/expression.hpp"

namespace zdm::convert {
namespace {

using lint::SyntaxNode;

// References to the table by its alias become such by its name. Throws NoOperation where that
// cannot be told.
std::string without_alias(const std::string& expression, const std::string& alias,
                          const std::string& table) {
  if (alias.empty()) return expression;
  const ExpressionAnalysis analysis = analyze(SqlExpression(expression));
  if (!analysis.error.empty()) throw NoOperation{"an UPDATE of this form has no operation"};
  std::string text;
  std::size_t done = 0;
  for (const ColumnUse& use : analysis.columns) {
    if (!use.qualifier || use.qualifier->str() != alias) continue;
    text += expression.substr(done, use.begin - done) + Identifier(table).quoted() + "." +
            use.name.quoted();
    done = use.end;
  }
  return text + expression.substr(done);
}

// The parts of the statement, as text.
struct Parts {
  std::vector<std::string> columns;
  std::vector<std::string> values;
  std::string from;
  std::string where;
};

Parts parts_of(const Reading& reading) {
  const SyntaxNode& node = reading.node();
  const StatementText& text = reading.text();
  const Span all = text.all();
  const std::vector<SyntaxNode> targets = node.list("targetList");
  const std::vector<SyntaxNode> from = node.list("fromClause");
  const std::size_t where_at = node.has("whereClause") ? text.find("where", all) : all.end;
  std::size_t from_at = where_at;
  if (!from.empty()) {
    const auto location = from.front().location();
    if (!location) throw NoOperation{"an UPDATE of this form has no operation"};
    from_at = text.at(*location) - 1;
  }
  Parts parts;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const std::size_t begin = text.at(targets[i].location().value_or(0));
    const std::size_t next =
        i + 1 < targets.size() ? text.at(targets[i + 1].location().value_or(0)) - 1 : from_at;
    if (targets[i].has("indirection") || text.word(begin + 1) != "=")
      throw NoOperation{"an UPDATE of this form has no operation"};
    parts.columns.push_back(targets[i].text("name"));
    parts.values.push_back(text.text({begin + 2, next}));
  }
  if (!from.empty()) parts.from = text.text({from_at + 1, where_at});
  if (where_at != all.end) parts.where = text.text({where_at + 1, all.end});
  return parts;
}

}  // namespace

Changes read_update(const Reading& reading) {
  const SyntaxNode& node = reading.node();
  const SyntaxNode relation = node.at("relation");
  const std::string table = reading.name_of(relation);
  const std::string alias = relation.at("alias").text("aliasname");
  if (node.has("returningList") || node.has("withClause"))
    throw NoOperation{"an UPDATE of this form has no operation"};
  const Parts parts = parts_of(reading);
  Json fields{{"table", table}, {"values", Json::object()}};
  Touches touches;
  touches.writes.insert(rows_object(table));
  touches.reads.insert(rows_object(table));
  for (std::size_t i = 0; i < parts.columns.size(); ++i) {
    std::string value = parts.values[i];
    if (!parts.from.empty())
      value = fmt::format("SELECT {} FROM {}{}{}", value, parts.from,
                          parts.where.empty() ? "" : " WHERE ", parts.where);
    value = without_alias(value, alias, table);
    fields["values"][parts.columns[i]] = value;
    touches.read_expression(table, value);
    touches.writes.insert(column_object(table, parts.columns[i]));
  }
  if (!parts.from.empty()) {
    fields["from"] = parts.from;
  } else if (!parts.where.empty()) {
    fields["where"] = without_alias(parts.where, alias, table);
    touches.read_expression(table, fields["where"]);
  }
  Change change = reading.change(Kind::update, std::move(fields));
  change.touches = std::move(touches);
  change.why_sql =
      "an UPDATE of rows has no operation, unless a column is added or altered with it";
  return {std::move(change)};
}

}  // namespace zdm::convert
