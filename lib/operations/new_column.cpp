#include "operations/new_column.hpp"

#include <fmt/format.h>

#include <utility>

#include "operations/collation.hpp"
#include "operations/expression.hpp"
#include "operations/find.hpp"
#include "operations/new_constraint.hpp"
#include "operations/null_default.hpp"
#include "operations/sql_fragment.hpp"
#include "operations/type.hpp"

namespace zdm::operations {
namespace {

bool is_generated(const ColumnSpec& spec) { return spec.generated && spec.generated->expression; }
bool is_identity(const ColumnSpec& spec) { return spec.generated && spec.generated->identity; }

void refuse_contradictions(Draft& draft, const ColumnSpec& spec, const TypeFacts& type,
                           const fields::Location& where) {
  const fields::Location& generated = where.at("generated");
  if (spec.generated && spec.default_value)
    draft.refuse(generated, "bad-value", "a generated column has no default");
  if (spec.generated && type.serial)
    draft.refuse(generated, "bad-value", "a column of a serial type is not generated besides",
                 fmt::format("use the type {}", type.type.text));
  if (type.serial && spec.default_value)
    draft.refuse(where.at("default"), "bad-value", "a column of a serial type has its own default");
  const std::string& name = type.unmodified.text;
  if (is_identity(spec) && name != "smallint" && name != "integer" && name != "bigint")
    draft.refuse(
        generated.at("identity"), "bad-value",
        fmt::format("an identity column is of type smallint, integer or bigint, not {}", name));
}

Identity identity_of(const IdentitySpec& spec) {
  switch (spec.user_specified_values) {
    case UserValues::always:
      return Identity::always;
    case UserValues::by_default:
      return Identity::by_default;
  }
  return Identity::none;
}

OwnedSequence new_sequence(Draft& draft, const Identifier& table, const Identifier& column) {
  const Identifier name = free_relation_name(draft, {table.str(), column.str(), "seq"});
  draft.take(name);
  return {{draft.before().schema, name}, ""};
}

SqlExpression next_value(const OwnedSequence& sequence) {
  const Sql name = sql("{}", Literal{sequence.name.quoted()});
  return SqlExpression(fmt::format("nextval({}::regclass)", name.text()));
}

void set_identity(Draft& draft, NewColumn& made, const IdentitySpec& spec, const Identifier& table,
                  const fields::Location& where) {
  const std::string problem = fields::is_blank(spec.sequence_options)
                                  ? ""
                                  : problem_of_sequence_options(spec.sequence_options);
  if (!problem.empty()) draft.refuse(where.at("sequence_options"), "bad-value", problem);
  made.column.identity = identity_of(spec);
  made.column.sequence = new_sequence(draft, table, made.column.name);
  made.column.sequence->options = spec.sequence_options;
  made.fill = {next_value(*made.column.sequence), {}};
}

void set_serial(Draft& draft, NewColumn& made, const Identifier& table) {
  made.column.sequence = new_sequence(draft, table, made.column.name);
  made.column.sequence->type = made.column.type;
  made.column.default_value = next_value(*made.column.sequence);
  made.fill = {*made.column.default_value, {}};
}

void set_default(Draft& draft, NewColumn& made, const SqlExpression& value,
                 const fields::Location& where) {
  const Judged judged = judge_default(draft, value, made.column.type, where);
  if (is_null(value)) return;
  made.column.default_value = value;
  if (judged.volatility != Volatility::immutable) made.fill = judged.expression;
}

}  // namespace

NewColumn new_column(Draft& draft, const ColumnSpec& spec, ColumnId id, const Identifier& table,
                     const fields::Location& where) {
  const TypeFacts type = find_type(draft, spec.type, where.at("type"));
  refuse_contradictions(draft, spec, type, where);
  NewColumn made;
  made.type = type;
  made.column.id = id;
  made.column.name = spec.name;
  made.column.type = type.type;
  made.column.unmodified_type = type.unmodified;
  made.column.nullable = spec.nullable && !spec.pk && !type.serial && !is_identity(spec);
  made.column.comment = spec.comment;
  if (spec.collate)
    made.column.collation = find_collation(draft, *spec.collate, type.type, where.at("collate"));
  if (type.serial) set_serial(draft, made, table);
  if (is_identity(spec))
    set_identity(draft, made, *spec.generated->identity, table,
                 where.at("generated").at("identity"));
  if (spec.default_value) set_default(draft, made, *spec.default_value, where.at("default"));
  return made;
}

Table with_generated(Draft& draft, Table table, const ColumnSpec& spec,
                     const fields::Location& where) {
  if (!is_generated(spec)) return table;
  const fields::Location at = where.at("generated").at("expression");
  for (Column& column : table.columns) {
    if (column.name != spec.name) continue;
    const Judged judged = judge_over_row(draft, *spec.generated->expression,
                                         ExpressionUse::index_key, table, column.type, at);
    for (const auto& [name, id] : judged.expression.columns)
      if (id == column.id)
        draft.refuse(at, "invalid-expression",
                     fmt::format("\"{}\" cannot be computed from itself", name.str()));
    column.generated = judged.expression;
  }
  return table;
}

void refuse_generated_from_generated(Draft& draft, const Table& table, const ColumnSpec& spec,
                                     const fields::Location& where) {
  const Column* column = table.column(spec.name);
  if (!column->generated) return;
  for (const auto& [read, id] : column->generated->columns)
    if (id != column->id && table.column(id)->generated)
      draft.refuse(where.at("generated").at("expression"), "invalid-expression",
                   fmt::format("\"{}\" is generated too, and cannot be read here", read.str()));
}

Table with_column_constraints(Draft& draft, Table table, const ColumnSpec& spec,
                              const fields::Location& where) {
  const ColumnId id = table.column(spec.name)->id;
  if (spec.unique || spec.pk)
    require_equality(draft, *table.column(id), where.at(spec.unique ? "unique" : "pk"));
  if (spec.unique) {
    const Identifier name = free_key_name(draft, table, spec.name.str(), "key");
    table = with_constraint(std::move(table), unique_constraint(name, {id}));
  }
  if (spec.check)
    table = with_check(draft, std::move(table), *spec.check, where.at("check").at("name"),
                       where.at("check").at("constraint"));
  if (spec.references)
    table = with_reference(draft, std::move(table), id, *spec.references, where.at("references"));
  return table;
}

}  // namespace zdm::operations
