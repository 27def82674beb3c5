// Expand: gives the constraint's columns second forms, which triggers and backfill keep in step by
//   `up` and `down`; none where these are the column itself. Adds the constraint to the new forms
//   without a look at the rows, or builds its index concurrently, and proves it.
// Contract: the new forms take the columns' place; a key's index becomes the constraint.
// Rollback: drops the new forms with the constraint, or the constraint.
#include <string>
#include <utility>
#include <vector>

#include "operations/column_forms.hpp"
#include "operations/constraint_columns.hpp"
#include "operations/described.hpp"
#include "operations/dropped_constraint.hpp"
#include "operations/find.hpp"
#include "operations/kinds.hpp"
#include "operations/object_names.hpp"
#include "operations/table_constraint.hpp"

namespace zdm::operations {
namespace {

struct CreateConstraint {
  Identifier table;
  ConstraintSpec constraint;
  ColumnExpressions up;
  ColumnExpressions down;

  static constexpr std::string_view kName = "create_constraint";
  static constexpr std::string_view kSummary =
      "Adds a constraint, to which only the new version is bound.";
  static constexpr PhaseNotes kPhases{
      "gives its columns second forms, which triggers and backfill keep in step (none where \"up\" "
      "and \"down\" are the column itself); adds the constraint to them without a look at the "
      "rows, or builds its index concurrently, and proves it",
      "the new forms take the columns' place; a key's index becomes the constraint",
      "drops the new forms with the constraint, or the constraint"};
  static const fields::Record<CreateConstraint>& record();

  ObjectNames names() const;
  Inverse inverse(const Catalog& before, const Catalog& after) const;
  Changes changes(Draft draft) const;

 private:
  std::vector<ColumnId> columns_in(Draft& draft, const Table& before) const;
  void add_columns_that_were_nullable(Inverse& inverse, const Catalog& before) const;
};

// The keys of the constraint stand beside those of the operation.
std::vector<fields::Field<CreateConstraint>> constraint_fields() {
  std::vector<fields::Field<CreateConstraint>> fields;
  for (const auto& field : ConstraintSpec::all_fields())
    fields.push_back(
        {field.shape, [read = field.read](CreateConstraint& owner, const fields::Node& node) {
           read(owner.constraint, node);
         }});
  return fields;
}

const fields::Record<CreateConstraint>& CreateConstraint::record() {
  static const fields::Record<CreateConstraint> record(
      "create_constraint",
      [] {
        std::vector<fields::Field<CreateConstraint>> all{
            fields::required("table", &CreateConstraint::table, "the table")};
        for (auto& field : constraint_fields()) all.push_back(std::move(field));
        all.push_back(
            fields::required("up", &CreateConstraint::up,
                             "for each column its new value, from a row of the old version"));
        all.push_back(
            fields::required("down", &CreateConstraint::down,
                             "for each column its old value, from a row of the new version"));
        return all;
      }(),
      {}, ConstraintSpec::demands());
  return record;
}

ObjectNames CreateConstraint::names() const {
  ObjectNames names{.needs = {table.str()}, .makes = {constraint_of(table, constraint.name)}};
  for (const Identifier& column : constraint.columns)
    names.needs.push_back(in_table(table, column));
  if (constraint.references && constraint.references->table != table) {
    names.needs.push_back(constraint.references->table.str());
    for (const Identifier& column : constraint.references->columns)
      names.needs.push_back(in_table(constraint.references->table, column));
  }
  add_needs(names, table, constraint.check);
  for (const auto* expressions : {&up, &down})
    for (const auto& [column, expression] : *expressions) {
      names.needs.push_back(in_table(table, column));
      add_needs(names, table, expression);
    }
  return names;
}

// As the file says, or else those of the constraint as it would be on the table as it is.
std::vector<ColumnId> CreateConstraint::columns_in(Draft& draft, const Table& before) const {
  Draft trial = draft;
  const Table wanted = with_table_constraint(trial, before, constraint, draft.location());
  if (trial.refused()) {
    draft = trial;
    return {};
  }
  if (constraint.columns.empty()) return columns_of(*wanted.constraint(constraint.name));
  return find_columns(trial, before, constraint.columns, draft.location().at("columns"));
}

// A primary key makes its columns NOT NULL, and leaves them so when it goes.
void CreateConstraint::add_columns_that_were_nullable(Inverse& inverse,
                                                      const Catalog& before) const {
  const Table* known = before.table(table);
  if (constraint.type != ConstraintType::primary_key || known == nullptr) return;
  for (const Identifier& name : constraint.columns)
    if (const Column* column = known->column(name); column != nullptr && column->nullable)
      inverse.add("alter_column", {{"table", table.str()},
                                   {"column", name.str()},
                                   {"nullable", true},
                                   {"up", name.quoted()},
                                   {"down", up.at(name).text()}});
}

Inverse CreateConstraint::inverse(const Catalog& before, const Catalog& after) const {
  Inverse inverse;
  add_drop(inverse, after, table, constraint.name, down, up);
  add_columns_that_were_nullable(inverse, before);
  add_losses(inverse, before.table(table), up);
  return inverse;
}

Changes CreateConstraint::changes(Draft draft) const {
  const Table* before = find_table(draft, table, draft.location().at("table"));
  if (before == nullptr) return draft.refusal();
  const auto columns = columns_in(draft, *before);
  if (draft.refused()) return draft.refusal();
  require_each(draft, *before, columns, up, "up");
  require_each(draft, *before, columns, down, "down");
  if (draft.refused()) return draft.refusal();
  Forms forms = with_second_forms(draft, *before, columns, up, down, Spelling::by_column);
  const Table after =
      with_table_constraint(draft, *forms.catalog.table(before->id), constraint, draft.location());
  if (forms.dual_writes.empty())
    note_binding(draft, *before, "constraint \"" + constraint.name.str() + "\"");
  return draft.changes(forms.catalog.with(after), std::move(forms.dual_writes));
}

}  // namespace

OperationKind create_constraint() { return kind_of<CreateConstraint>(); }

}  // namespace zdm::operations
