// Expand: adds a shadow column with the new form, which triggers and backfill keep in step by `up`
// and
//   `down`; builds on it what the column has, and what is new. Nothing, where no second form is
//   needed.
// Contract: drops the column, and gives the shadow its name; or makes the change to the column.
// Rollback: drops the shadow column, with all that was built on it.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "operations/alter_column_spec.hpp"
#include "operations/alteration.hpp"
#include "operations/beyond_fields.hpp"
#include "operations/carried.hpp"
#include "operations/column_forms.hpp"
#include "operations/dependents.hpp"
#include "operations/described.hpp"
#include "operations/dropped_constraint.hpp"
#include "operations/expression.hpp"
#include "operations/find.hpp"
#include "operations/kinds.hpp"
#include "operations/lost_by_type.hpp"
#include "operations/new_constraint.hpp"
#include "operations/object_names.hpp"
#include "operations/renamed_column.hpp"
#include "operations/second_form.hpp"
#include "operations/type.hpp"

namespace zdm::operations {
namespace {

// Is the column's value the same in both versions, as far as up and down say?
bool keeps_value(const AlterColumn& wanted, const Table& table, const Column& before) {
  const auto keeps = [&](const std::optional<SqlExpression>& expression) {
    return !expression || is_itself(*expression, table, before);
  };
  return keeps(wanted.up) && keeps(wanted.down);
}

bool adds_rules(const AlterColumn& wanted) {
  return wanted.check || wanted.unique || wanted.references;
}

bool needs_second_form(const Catalog& catalog, const AlterColumn& wanted, const Table& table,
                       const Column& before, const Alteration& alteration) {
  if (!alteration.changes_type) return !keeps_value(wanted, table, before);
  return wanted.up || wanted.down || adds_rules(wanted) || alteration.adds_not_null ||
         alteration.drops_not_null || !is_free_widening(before.type, alteration.after.type) ||
         is_used_by_type(catalog, table, before);
}

Table with_new_constraints(Draft& draft, Table table, const AlterColumn& wanted, ColumnId id) {
  const fields::Location& where = draft.location();
  if (wanted.unique)
    table = with_unique(draft, std::move(table), wanted.unique->name, id,
                        where.at("unique").at("name"));
  if (wanted.check)
    table = with_check(draft, std::move(table), *wanted.check, where.at("check").at("name"),
                       where.at("check").at("constraint"));
  if (wanted.references)
    table = with_reference(draft, std::move(table), id, *wanted.references, where.at("references"));
  return table;
}

// One form from the other: as the file says, or else as it is.
BoundExpression value(Draft& draft, const std::optional<SqlExpression>& expression, const char* key,
                      const Table& row, const Column& source, const Column& target) {
  if (!expression) return itself(source);
  return judge_over_row(draft, *expression, ExpressionUse::row_value, row, target.type,
                        draft.location().at(key))
      .expression;
}

// Rows that only old clients write keep their old form as it is.
void tell_what_types_lose(Draft& draft, const Column& old, const Column& made) {
  if (const auto lost = lost_by_type(old.type, made.type))
    draft.tell(draft.location().at("type"), "lost-by-type",
               fmt::format("{} has no place for {}, which {} may have; zdm plan --check-data tries "
                           "the rows",
                           made.type.text, *lost, old.type.text));
}

Changes second_form(Draft& draft, const AlterColumn& wanted, const Table& before, const Column& old,
                    const Alteration& alteration) {
  refuse_second_form(draft, before, old, draft.location().at("column"));
  Column made = alteration.after;
  made.id = before.next_column_id();
  const Catalog replaced = with_second_form(draft.before(), before, old.id, made);
  const Table after = *replaced.table(before.id);
  if (alteration.changes_type) {
    refuse_unfit_type(draft, replaced, after, made, draft.location().at("type"));
    tell_what_types_lose(draft, old, made);
  }
  DualWrite write{.table = before.id,
                  .row_before = before.name,
                  .row_after = after.name,
                  .up = {{made.id, value(draft, wanted.up, "up", before, old, made)}},
                  .down = {{old.id, value(draft, wanted.down, "down", after, made, old)}}};
  return draft.changes(replaced.with(with_new_constraints(draft, after, wanted, made.id)),
                       {std::move(write)});
}

// What a rule of the new version is called, for people.
std::string rule_of(const AlterColumn& wanted) {
  if (wanted.check) return "check \"" + wanted.check->name.str() + "\"";
  if (wanted.references) return "foreign key \"" + wanted.references->name.str() + "\"";
  if (wanted.unique) return "unique constraint \"" + wanted.unique->name.str() + "\"";
  return "NOT NULL of column \"" + wanted.column.str() + "\"";
}

Changes in_place(Draft& draft, const AlterColumn& wanted, const Table& before, const Column& old,
                 const Alteration& alteration) {
  if (alteration.after == old && !adds_rules(wanted) && !draft.refused())
    draft.warn(draft.location(), "changes-nothing",
               fmt::format("column \"{}\" is so already", old.name.str()));
  if (alteration.changes_type) {
    refuse_heirs(draft, before, old, draft.location().at("column"));
    refuse_given_column(draft, before, old, draft.location().at("column"));
    refuse_held_rows(draft, before, draft.location().at("column"));
  }
  if (alteration.adds_not_null || adds_rules(wanted)) note_binding(draft, before, rule_of(wanted));
  Table after = before;
  for (Column& each : after.columns)
    if (each.id == old.id) each = alteration.after;
  return draft.changes(
      draft.before().with(with_new_constraints(draft, std::move(after), wanted, old.id)));
}

// An older form of rename_column.
Changes renamed(Draft draft, const AlterColumn& wanted) {
  if (wanted.type || wanted.nullable || wanted.default_value || wanted.comment ||
      adds_rules(wanted) || wanted.up || wanted.down)
    draft.refuse(draft.location().at("name"), "bad-value",
                 "a new name goes with no other change in one operation",
                 "rename the column by a rename_column of its own");
  return renamed_column(draft, {wanted.table, wanted.column, *wanted.name, "column", "name"});
}

std::string text_or_itself(const std::optional<SqlExpression>& expression,
                           const Identifier& column) {
  return expression ? expression->text() : column.quoted();
}

// What of the column itself is to be as it was.
Inverse::Json settings_before(const AlterColumn& done, const Column* old) {
  Inverse::Json fields = Inverse::Json::object();
  if (done.type) fields["type"] = old->type.text;
  if (done.nullable) {
    const bool was = old == nullptr ? !*done.nullable : old->nullable;
    // Where it was so already, it stands there for the sake of up and down alone, if at all.
    if (was != *done.nullable || done.up || done.down) fields["nullable"] = was;
  }
  if (done.default_value)
    fields["default"] =
        old->default_value ? Inverse::Json(old->default_value->text()) : Inverse::Json();
  if (done.comment)
    fields["comment"] = old->comment ? Inverse::Json(*old->comment) : Inverse::Json();
  return fields;
}

// The way there is the way back now.
void add_settings(Inverse& inverse, const AlterColumn& done, const Inverse::Json& settings) {
  Inverse::Json fields{{"table", done.table.str()}, {"column", done.column.str()}};
  fields.update(settings);
  if (done.down || done.type) fields["up"] = text_or_itself(done.down, done.column);
  if (done.up || done.type) fields["down"] = text_or_itself(done.up, done.column);
  inverse.add("alter_column", std::move(fields));
}

// `up` and `down` go with the first operation that takes something back.
void add_drops(Inverse& inverse, const AlterColumn& done, const Catalog& after, bool first) {
  const auto drop = [&](const auto& rule) {
    if (!rule) return;
    const SqlExpression itself(done.column.quoted());
    add_drop(inverse, after, done.table, rule->name,
             {{done.column, first ? done.down.value_or(itself) : itself}},
             {{done.column, first ? done.up.value_or(itself) : itself}});
    first = false;
  };
  drop(done.check);
  drop(done.references);
  drop(done.unique);
}

// What a change of the type takes off the column, and no field puts back.
std::vector<std::string> lost_settings(const Table& before, const Column& old, const Table& after,
                                       const Column& now) {
  std::vector<std::string> had = beyond_fields(old, before);
  const std::vector<std::string> has = beyond_fields(now, after);
  std::erase_if(had, [&](const std::string& each) {
    return std::find(has.begin(), has.end(), each) != has.end();
  });
  if (old.collation && !now.collation)
    had.push_back(fmt::format("the collation of column \"{}\" of table \"{}\"", old.name.str(),
                              before.name.str()));
  return had;
}

}  // namespace

ObjectNames AlterColumn::names() const {
  ObjectNames names{.needs = {table.str(), in_table(table, column)}, .makes = {}};
  if (references && references->table != table) names.needs.push_back(references->table.str());
  add_needs(names, table, up);
  add_needs(names, table, down);
  if (name) names.makes.push_back(in_table(table, *name));
  return names;
}

Inverse AlterColumn::inverse(const Catalog& before, const Catalog& after) const {
  if (name)
    return one_operation("rename_column",
                         {{"table", table.str()}, {"from", name->str()}, {"to", column.str()}});
  Inverse inverse;
  const Table* known = before.table(table);
  const Column* old = known == nullptr ? nullptr : known->column(column);
  if (old == nullptr && (type || default_value || comment))
    return unknown_before(fmt::format("column \"{}\" of table \"{}\"", column.str(), table.str()));
  const Inverse::Json settings = settings_before(*this, old);
  add_drops(inverse, *this, after, settings.empty());
  if (!settings.empty()) add_settings(inverse, *this, settings);
  if (up) add_losses(inverse, known, {{column, *up}});
  const Table* changed = after.table(table);
  const Column* now = changed == nullptr ? nullptr : changed->column(column);
  if (old != nullptr && now != nullptr) inverse.lack(lost_settings(*known, *old, *changed, *now));
  return inverse;
}

Changes AlterColumn::changes(Draft draft) const {
  if (name) return renamed(std::move(draft), *this);
  const Table* before = find_table(draft, table, draft.location().at("table"));
  if (before == nullptr) return draft.refusal();
  const Column* old = find_column(draft, *before, column, draft.location().at("column"));
  if (old == nullptr) return draft.refusal();
  const Alteration alteration = alteration_of(draft, *this, *old);
  refuse_contradictions(draft, *this, *before, *old, alteration);
  const bool twice = needs_second_form(draft.before(), *this, *before, *old, alteration);
  // A wider type alone keeps all values.
  if (twice || !alteration.changes_type)
    require_expressions(draft, *this, *before, *old, alteration);
  return twice ? second_form(draft, *this, *before, *old, alteration)
               : in_place(draft, *this, *before, *old, alteration);
}

OperationKind alter_column() { return kind_of<AlterColumn>(); }

}  // namespace zdm::operations
