// Expand: nothing; the new version's view lacks the column, and `down` fills it for old clients.
// Contract: drops the column, with the indexes and constraints that use it.
// Rollback: nothing; the column was there all the time.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "operations/as_fields.hpp"
#include "operations/beyond_fields.hpp"
#include "operations/constraint_columns.hpp"
#include "operations/dependents.hpp"
#include "operations/described.hpp"
#include "operations/expression.hpp"
#include "operations/find.hpp"
#include "operations/kinds.hpp"
#include "operations/object_names.hpp"

namespace zdm::operations {
namespace {

struct DropColumn {
  Identifier table;
  Identifier column;
  std::optional<SqlExpression> down;

  static constexpr std::string_view kName = "drop_column";
  static constexpr std::string_view kSummary =
      "Hides a column from the new version, and drops it at complete.";
  static constexpr PhaseNotes kPhases{
      "nothing; the new version's view lacks the column, and \"down\" fills it for old clients",
      "drops the column, with the indexes and constraints that use it",
      "nothing; the column was there all the time"};
  static const fields::Record<DropColumn>& record();

  ObjectNames names() const;
  Inverse inverse(const Catalog& before, const Catalog& after) const;
  Changes changes(Draft draft) const;

 private:
  void refuse_unsafe(Draft& draft, const Table& before, const Column& dropped) const;
  std::vector<DualWrite> dual_writes(Draft& draft, const Table& before, const Table& after,
                                     const Column& dropped) const;
};

const fields::Record<DropColumn>& DropColumn::record() {
  static const fields::Record<DropColumn> record(
      "drop_column",
      {
          fields::required("table", &DropColumn::table, "the table"),
          fields::required("column", &DropColumn::column, "the column"),
          fields::unless_blank("down", &DropColumn::down,
                               "what old clients see in rows that new ones write, from the other "
                               "columns"),
      });
  return record;
}

ObjectNames DropColumn::names() const {
  ObjectNames names{.needs = {table.str(), in_table(table, column)},
                    .makes = {},
                    .takes = {in_table(table, column)}};
  add_needs(names, table, down);
  return names;
}

bool has_value_of_its_own(const Column& column) {
  return column.nullable || column.default_value || column.generated ||
         column.identity != Identity::none;
}

void DropColumn::refuse_unsafe(Draft& draft, const Table& before, const Column& dropped) const {
  const fields::Location where = draft.location().at("column");
  refuse_dependents(draft, before, dropped, where);
  refuse_heirs(draft, before, dropped, where);
  if (before.columns.size() == 1)
    draft.refuse(
        where, "last-column",
        fmt::format("\"{}\" is the only column of table \"{}\"", column.str(), table.str()),
        "drop the table");
  const bool has_old_clients = !draft.before().new_tables.contains(before.id);
  if (has_old_clients && !down && !has_value_of_its_own(dropped))
    draft.refuse(
        draft.location(), "missing-down",
        fmt::format("\"down\" is missing: column \"{}\" is NOT NULL without a default, and "
                    "rows that new clients write need a value for old ones",
                    column.str()));
  if (down && dropped.generated)
    draft.refuse(draft.location().at("down"), "bad-value",
                 fmt::format("column \"{}\" is generated, and takes no other value", column.str()));
  if (before.replica_identity_index) {
    const Index* index = before.index(*before.replica_identity_index);
    if (index != nullptr && index->uses(dropped.id))
      draft.refuse(where, "has-dependents",
                   fmt::format("index \"{}\", the replica identity of table \"{}\", has the column",
                               index->name.str(), table.str()),
                   "set another replica identity first");
  }
}

bool is_in(const std::vector<ColumnId>& ids, ColumnId id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

// As DROP COLUMN does: everything that uses the column goes with it.
Table without_column(Draft& draft, Table table, const Column& dropped) {
  const ColumnId id = dropped.id;
  for (const Index& index : table.indexes)
    if (index.uses(id)) draft.free(index.name);
  for (const Constraint& constraint : table.constraints)
    if (is_indexed(constraint) && constraint.uses(id)) draft.free(constraint.name);
  if (dropped.sequence && dropped.sequence->name.schema == draft.before().schema)
    draft.free(dropped.sequence->name.name);
  table.last_column_id = table.next_column_id() - 1;
  std::erase_if(table.columns, [&](const Column& c) { return c.id == id; });
  std::erase_if(table.indexes, [&](const Index& i) { return i.uses(id); });
  std::erase_if(table.constraints, [&](const Constraint& c) { return c.uses(id); });
  std::erase_if(table.dependents, [&](const Dependent& d) {
    return d.what == "generated column " + dropped.name.quoted();
  });
  std::erase_if(table.statistics,
                [&](const ExtendedStatistics& s) { return is_in(s.columns, id); });
  return table;
}

std::vector<DualWrite> DropColumn::dual_writes(Draft& draft, const Table& before,
                                               const Table& after, const Column& dropped) const {
  if (!down) return {};
  const Judged judged = judge_over_row(draft, *down, ExpressionUse::row_value, after, dropped.type,
                                       draft.location().at("down"));
  return {{.table = before.id,
           .row_before = before.name,
           .row_after = after.name,
           .up = {},
           .down = {{dropped.id, judged.expression}}}};
}

// Constraints and indexes that used the column, be it with others.
void add_what_went_with(Inverse& inverse, const Table& table, const Column& dropped,
                        const Catalog& before) {
  for (const Constraint& constraint : table.constraints) {
    if (!constraint.uses(dropped.id)) continue;
    inverse.lack(beyond_fields(constraint));
    if (!has_fields(constraint)) continue;
    Inverse::Json fields{{"table", table.name.str()}};
    fields.update(as_fields(constraint, table, before));
    fields["up"] = themselves_as_fields(table, columns_of(constraint));
    fields["down"] = fields["up"];
    inverse.add("create_constraint", std::move(fields));
  }
  for (const Index& index : table.indexes) {
    if (!index.uses(dropped.id)) continue;
    inverse.lack(beyond_fields(index));
    if (has_fields(index)) inverse.add("create_index", as_fields(index, table));
  }
  for (const ExtendedStatistics& statistics : table.statistics)
    if (is_in(statistics.columns, dropped.id))
      inverse.lack({"statistics \"" + statistics.name.name.str() + "\""});
}

Inverse DropColumn::inverse(const Catalog& before, const Catalog&) const {
  const Table* known = before.table(table);
  const Column* dropped = known == nullptr ? nullptr : known->column(column);
  const std::string name = fmt::format("column \"{}\" of table \"{}\"", column.str(), table.str());
  if (dropped == nullptr) return unknown_before(name);
  Inverse::Json fields{{"table", table.str()}, {"column", as_fields(*dropped, *known)}};
  if (down) fields["up"] = down->text();
  Inverse inverse = one_operation("add_column", std::move(fields));
  add_what_went_with(inverse, *known, *dropped, before);
  if (!dropped->generated)
    inverse.losses.push_back(fmt::format("the values of {}{}", name,
                                         down ? ", other than as its \"down\" has them," : ""));
  inverse.lack(beyond_fields(*dropped, *known));
  return inverse;
}

Changes DropColumn::changes(Draft draft) const {
  const Table* before = find_table(draft, table, draft.location().at("table"));
  if (before == nullptr) return draft.refusal();
  const fields::Location where = draft.location().at("column");
  const Column* dropped = find_column(draft, *before, column, where);
  if (dropped == nullptr) return draft.refusal();
  refuse_unsafe(draft, *before, *dropped);
  const Table after = without_column(draft, *before, *dropped);
  refuse_lost_keys(draft, *before, after, where);
  std::vector<DualWrite> writes = dual_writes(draft, *before, after, *dropped);
  return draft.changes(draft.before().with(after), std::move(writes));
}

}  // namespace

OperationKind drop_column() { return kind_of<DropColumn>(); }

}  // namespace zdm::operations
