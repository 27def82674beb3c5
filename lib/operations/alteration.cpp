#include "operations/alteration.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>
#include <vector>

#include "catalog/primary_key.hpp"
#include "operations/expression.hpp"
#include "operations/new_constraint.hpp"
#include "operations/null_default.hpp"
#include "operations/type.hpp"

namespace zdm::operations {
namespace {

bool can_be_identity(const TypeName& unmodified) {
  const std::string& name = unmodified.text;
  return name == "smallint" || name == "integer" || name == "bigint";
}

// What of a column belongs to its type does not go over to another one, as in ALTER TYPE.
void take_type(Column& column, const TypeFacts& type) {
  if (column.unmodified_type != type.unmodified) {
    column.storage.clear();
    column.compression.clear();
    if (!type.collatable) column.collation.reset();
  }
  column.type = type.type;
  column.unmodified_type = type.unmodified;
}

void resolve_type(Draft& draft, Alteration& alteration, const AlterColumn& wanted) {
  if (!wanted.type) return;
  const std::size_t findings = draft.findings();
  const TypeFacts type = find_type(draft, *wanted.type, draft.location().at("type"));
  if (draft.findings() != findings) return;
  alteration.type = type;
  alteration.changes_type = type.type != alteration.after.type;
  take_type(alteration.after, type);
}

void resolve_new_default(Draft& draft, Column& after, const std::optional<SqlExpression>& value) {
  after.default_value = value;
  if (!value) return;
  judge_default(draft, *value, after.type, draft.location().at("default"));
  if (is_null(*value)) after.default_value.reset();
}

// A default that stays has to be one for the new type. A sequence that the migration makes is not
// there to be asked about: it gives a bigint.
void ask_about_old_default(Draft& draft, const Column& after) {
  const bool draws_from_made = after.sequence && !after.sequence->type.text.empty();
  const ExpressionFacts* answer =
      draft.ask(ExpressionQuestion{draws_from_made ? "0::bigint" : after.default_value->text(),
                                   ExpressionUse::default_value,
                                   {},
                                   {},
                                   after.type});
  if (answer != nullptr && !answer->error.empty())
    draft.refuse(draft.location().at("type"), "default-does-not-fit",
                 fmt::format("the default {} cannot be one for type {}: {}",
                             after.default_value->text(), after.type.text, answer->error),
                 "give a new \"default\", or null for none");
}

void refuse_not_null_change(Draft& draft, const Table& table, const Column& before) {
  const fields::Location where = draft.location().at("nullable");
  const Constraint* key = primary_key_of(table);
  if (key != nullptr && key->uses(before.id))
    draft.refuse(
        where, "bad-value",
        fmt::format("\"{}\" is in the primary key, which takes no NULL", before.name.str()));
  if (before.identity != Identity::none)
    draft.refuse(
        where, "bad-value",
        fmt::format("\"{}\" is an identity column, which takes no NULL", before.name.str()));
}

void refuse_type_change(Draft& draft, const AlterColumn& wanted, const Column& before,
                        const TypeFacts& type) {
  const fields::Location where = draft.location().at("type");
  if (before.identity != Identity::none && !can_be_identity(type.unmodified))
    draft.refuse(where, "bad-value", "an identity column is of type smallint, integer or bigint");
  if (type.serial)
    draft.refuse(where, "bad-value",
                 fmt::format("{} is no type to change to: it makes a sequence", wanted.type->text),
                 fmt::format("write {}", type.type.text));
}

void require_expression(Draft& draft, const char* key, bool given,
                        const std::vector<std::string>& reasons, const char* hint) {
  if (!given && !reasons.empty())
    draft.refuse(draft.location(), fmt::format("missing-{}", key),
                 fmt::format("\"{}\" is missing: {}", key, fmt::join(reasons, ", ")), hint);
}

}  // namespace

Alteration alteration_of(Draft& draft, const AlterColumn& wanted, const Column& before) {
  Alteration alteration;
  Column& after = alteration.after = before;
  resolve_type(draft, alteration, wanted);
  if (wanted.default_value)
    resolve_new_default(draft, after, wanted.default_value->value);
  else if (alteration.changes_type && after.default_value)
    ask_about_old_default(draft, after);
  if (wanted.comment) after.comment = wanted.comment->value;
  if (wanted.nullable) after.nullable = *wanted.nullable;
  if (after.nullable) after.not_null_name.reset();
  alteration.adds_not_null = before.nullable && !after.nullable;
  alteration.drops_not_null = !before.nullable && after.nullable;
  return alteration;
}

void refuse_contradictions(Draft& draft, const AlterColumn& wanted, const Table& table,
                           const Column& before, const Alteration& alteration) {
  if (alteration.drops_not_null) refuse_not_null_change(draft, table, before);
  if (alteration.changes_type) refuse_type_change(draft, wanted, before, alteration.type);
  if (wanted.default_value && (before.identity != Identity::none || before.generated))
    draft.refuse(draft.location().at("default"), "bad-value",
                 fmt::format("\"{}\" is generated, and has no default", before.name.str()));
}

void require_expressions(Draft& draft, const AlterColumn& wanted, const Table& table,
                         const Column& before, const Alteration& alteration) {
  if (draft.before().new_tables.contains(table.id)) return;
  std::vector<std::string> both;
  if (alteration.changes_type)
    both.push_back(fmt::format("the type changes from {} to {}", before.type.text,
                               alteration.after.type.text));
  if (wanted.check) both.emplace_back("a check is added");
  if (wanted.references) both.emplace_back("a foreign key is added");
  std::vector<std::string> for_up = both;
  std::vector<std::string> for_down = both;
  if (alteration.adds_not_null) for_up.emplace_back("the column becomes NOT NULL");
  if (alteration.drops_not_null) for_down.emplace_back("the column stops being NOT NULL");
  require_expression(draft, "up", wanted.up.has_value(), for_up,
                     "say how the new value comes from a row of the old version");
  require_expression(draft, "down", wanted.down.has_value(), for_down,
                     "say how the old value comes from a row of the new version");
}

}  // namespace zdm::operations
