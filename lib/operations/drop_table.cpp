// Expand: nothing; the new version has no view of the table.
// Contract: drops the table.
// Rollback: nothing.
#include <fmt/format.h>

#include <string_view>

#include "operations/as_fields.hpp"
#include "operations/beyond_fields.hpp"
#include "operations/dependents.hpp"
#include "operations/described.hpp"
#include "operations/find.hpp"
#include "operations/kinds.hpp"

namespace zdm::operations {
namespace {

struct DropTable {
  Identifier name;

  static constexpr std::string_view kName = "drop_table";
  static constexpr std::string_view kSummary =
      "Hides a table from the new version, and drops it at complete.";
  static constexpr PhaseNotes kPhases{"nothing; the new version has no view of the table",
                                      "drops the table and all its rows", "nothing"};
  static const fields::Record<DropTable>& record();

  ObjectNames names() const { return {.needs = {name.str()}, .makes = {}}; }
  Inverse inverse(const Catalog& before, const Catalog& after) const;
  Changes changes(Draft draft) const;
};

const fields::Record<DropTable>& DropTable::record() {
  static const fields::Record<DropTable> record(
      "drop_table", {fields::required("name", &DropTable::name, "the table's name")});
  return record;
}

void refuse_foreign_keys_to(Draft& draft, const Table& table, const fields::Location& where) {
  for (const auto& other : draft.before().tables())
    for (const Constraint& constraint : other->constraints) {
      const auto* key = std::get_if<ForeignKeyConstraint>(&constraint.rule);
      if (key == nullptr || key->references != table.id || other->id == table.id) continue;
      draft.refuse(
          where, "has-dependents",
          fmt::format("foreign key \"{}\" of table \"{}\" points to table \"{}\"",
                      constraint.name.str(), other->name.str(), table.name.str()),
          fmt::format("drop that key, its columns or table \"{}\" first", other->name.str()));
    }
}

void free_names(Draft& draft, const Table& table) {
  draft.free(table.name);
  for (const Index& index : table.indexes) draft.free(index.name);
  for (const Constraint& constraint : table.constraints)
    if (is_indexed(constraint)) draft.free(constraint.name);
  for (const Column& column : table.columns)
    if (column.sequence && column.sequence->name.schema == draft.before().schema)
      draft.free(column.sequence->name.name);
}

Inverse DropTable::inverse(const Catalog& before, const Catalog&) const {
  const Table* table = before.table(name);
  if (table == nullptr) return unknown_before(fmt::format("table \"{}\"", name.str()));
  if (table->kind == TableKind::partitioned)
    return no_inverse(fmt::format(
        "table \"{}\" is partitioned, and no operation makes partitions: use sql", name.str()));
  Inverse inverse = one_operation("create_table", as_fields(*table, before));
  for (const Index& index : table->indexes)
    if (has_fields(index)) inverse.add("create_index", as_fields(index, *table));
  if (table->replica_identity != "default")
    inverse.add("set_replica_identity", replica_identity_as_fields(*table));
  inverse.losses.push_back(fmt::format(
      "the rows of table \"{}\", and what it had of an owner, policies, rules and storage settings",
      name.str()));
  inverse.lack(beyond_fields(*table, before.default_privileges));
  return inverse;
}

Changes DropTable::changes(Draft draft) const {
  const fields::Location where = draft.location().at("name");
  const Table* table = find_table(draft, name, where);
  if (table == nullptr) return draft.refusal();
  refuse_dependents(draft, *table, where);
  refuse_foreign_keys_to(draft, *table, where);
  free_names(draft, *table);
  return draft.changes(draft.before().without(table->id));
}

}  // namespace

OperationKind drop_table() { return kind_of<DropTable>(); }

}  // namespace zdm::operations
