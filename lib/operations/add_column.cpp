// Expand: adds the column bare, or with a constant default; where old rows need more than that, the
//   dual-write triggers and the backfill fill it. A generated column takes a rewrite of the table,
//   which is given up where clients would have to wait for it.
// Contract: sets NOT NULL and the default, as proven and built before; makes the identity.
// Rollback: drops the column.
#include <fmt/format.h>

#include <optional>
#include <utility>

#include "catalog/primary_key.hpp"
#include "operations/column_spec.hpp"
#include "operations/dependents.hpp"
#include "operations/described.hpp"
#include "operations/expression.hpp"
#include "operations/find.hpp"
#include "operations/kinds.hpp"
#include "operations/new_column.hpp"
#include "operations/new_constraint.hpp"
#include "operations/object_names.hpp"

namespace zdm::operations {
namespace {

struct AddColumn {
  Identifier table;
  ColumnSpec column;
  std::optional<SqlExpression> up;

  static constexpr std::string_view kName = "add_column";
  static constexpr std::string_view kSummary = "Adds a column, which only the new version has.";
  static constexpr PhaseNotes kPhases{
      "adds the column bare or with a constant default; triggers and backfill give old rows their "
      "value",
      "sets NOT NULL and the default, which are proven by then", "drops the column"};
  static const fields::Record<AddColumn>& record();

  ObjectNames names() const;
  Inverse inverse(const Catalog& before, const Catalog& after) const;
  Changes changes(Draft draft) const;

 private:
  Table with_rules(Draft& draft, Table table) const;
  std::vector<DualWrite> dual_writes(Draft& draft, const Table& before,
                                     const NewColumn& made) const;
  void refuse_unsafe(Draft& draft, const Table& before, const NewColumn& made) const;
};

const fields::Record<AddColumn>& AddColumn::record() {
  static const fields::Record<AddColumn> record(
      "add_column", {
                        fields::required("table", &AddColumn::table, "the table"),
                        fields::required("column", &AddColumn::column, "the new column"),
                        fields::unless_blank("up", &AddColumn::up,
                                             "its value in a row of the old version, from the "
                                             "other columns"),
                    });
  return record;
}

ObjectNames AddColumn::names() const {
  ObjectNames names{.needs = {table.str()}, .makes = {in_table(table, column.name)}};
  if (column.references && column.references->table != table)
    names.needs.push_back(column.references->table.str());
  add_needs(names, table, up);
  if (column.check) add_needs(names, table, column.check->constraint);
  if (column.generated) add_needs(names, table, column.generated->expression);
  std::erase(names.needs, in_table(table, column.name));
  return names;
}

// What would break clients, or cannot be done without rewriting the table.
void AddColumn::refuse_unsafe(Draft& draft, const Table& before, const NewColumn& made) const {
  const fields::Location at = draft.location().at("column");
  const Column& added = made.column;
  const bool has_rows = !draft.before().new_tables.contains(before.id);
  if (has_rows && !added.nullable && !added.default_value && !made.fill && !up && !column.generated)
    draft.refuse(at, "not-null-no-default",
                 fmt::format("column \"{}\" is NOT NULL, and the rows that are there have no value "
                             "for it",
                             added.name.str()),
                 "give \"up\" or a \"default\", or make it \"nullable\": true");
  for (const Dependent& dependent : before.dependents)
    if (dependent.column == 0 && dependent.what.starts_with("type "))
      draft.refuse(draft.location().at("table"), "inheritance",
                   fmt::format("table \"{}\" is of {}, which says what columns it has",
                               before.name.str(), dependent.what),
                   "take it off by NOT OF before this migration");
  // PostgreSQL gives no column values at once while columns elsewhere are of the rows' type.
  if ((column.generated && column.generated->expression) ||
      (added.default_value && !made.fill && !up))
    refuse_held_rows(draft, before, draft.location().at("table"));
  if (up && column.generated && column.generated->expression)
    draft.refuse(
        draft.location().at("up"), "bad-value",
        fmt::format("column \"{}\" is generated, and takes no other value", added.name.str()));
  if (column.pk && primary_key_of(before) != nullptr)
    draft.refuse(at.at("pk"), "two-primary-keys",
                 fmt::format("table \"{}\" has a primary key already", before.name.str()));
}

Table AddColumn::with_rules(Draft& draft, Table after) const {
  after = with_generated(draft, std::move(after), column, draft.location().at("column"));
  refuse_generated_from_generated(draft, after, column, draft.location().at("column"));
  if (column.pk) {
    const Identifier name = free_key_name(draft, after, {}, "pkey");
    const ColumnId id = after.column(column.name)->id;
    after = with_constraint(std::move(after), primary_key(name, {id}));
  }
  return with_column_constraints(draft, std::move(after), column, draft.location().at("column"));
}

std::vector<DualWrite> AddColumn::dual_writes(Draft& draft, const Table& before,
                                              const NewColumn& made) const {
  if (!up && !made.fill) return {};
  refuse_inheritance(draft, before, draft.location().at("table"));
  const BoundExpression value = up ? judge_over_row(draft, *up, ExpressionUse::row_value, before,
                                                    made.column.type, draft.location().at("up"))
                                         .expression
                                   : *made.fill;
  return {{.table = before.id,
           .row_before = before.name,
           .row_after = before.name,
           .up = {{made.column.id, value}},
           .down = {}}};
}

Inverse AddColumn::inverse(const Catalog&, const Catalog&) const {
  Inverse::Json fields{{"table", table.str()}, {"column", column.name.str()}};
  if (up) fields["down"] = up->text();
  Inverse inverse = one_operation("drop_column", std::move(fields));
  inverse.ends.push_back(fmt::format("column \"{}\" of table \"{}\", with all its values",
                                     column.name.str(), table.str()));
  return inverse;
}

Changes AddColumn::changes(Draft draft) const {
  const Table* before = find_table(draft, table, draft.location().at("table"));
  if (before == nullptr) return draft.refusal();
  const fields::Location at = draft.location().at("column");
  require_free_column(draft, *before, column.name, at.at("name"));
  const NewColumn made = new_column(draft, column, before->next_column_id(), table, at);
  refuse_unsafe(draft, *before, made);
  std::vector<DualWrite> writes = dual_writes(draft, *before, made);
  if (draft.refused()) return draft.refusal();
  Table after = *before;
  after.columns.push_back(made.column);
  after.last_column_id = made.column.id;
  after = with_rules(draft, std::move(after));
  return draft.changes(draft.before().with(std::move(after)), std::move(writes));
}

}  // namespace

OperationKind add_column() { return kind_of<AddColumn>(); }

}  // namespace zdm::operations
