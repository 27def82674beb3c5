// Expand: nothing; the new version's view shows the column under its new name.
// Contract: renames the column.
// Rollback: nothing.
#include "operations/described.hpp"
#include "operations/kinds.hpp"
#include "operations/object_names.hpp"
#include "operations/renamed_column.hpp"

namespace zdm::operations {
namespace {

struct RenameColumn {
  Identifier table;
  Identifier from;
  Identifier to;

  static constexpr std::string_view kName = "rename_column";
  static constexpr std::string_view kSummary = "Gives a column another name.";
  static constexpr PhaseNotes kPhases{
      "nothing; the new version's view shows the column under its new name", "renames the column",
      "nothing"};
  static const fields::Record<RenameColumn>& record();

  ObjectNames names() const {
    return {.needs = {table.str(), in_table(table, from)}, .makes = {in_table(table, to)}};
  }
  Inverse inverse(const Catalog& before, const Catalog& after) const;
  Changes changes(Draft draft) const;
};

const fields::Record<RenameColumn>& RenameColumn::record() {
  static const fields::Record<RenameColumn> record(
      "rename_column", {
                           fields::required("table", &RenameColumn::table, "the table"),
                           fields::required("from", &RenameColumn::from, "the column's name"),
                           fields::required("to", &RenameColumn::to, "its name in the new version"),
                       });
  return record;
}

Inverse RenameColumn::inverse(const Catalog&, const Catalog&) const {
  return one_operation("rename_column",
                       {{"table", table.str()}, {"from", to.str()}, {"to", from.str()}});
}

Changes RenameColumn::changes(Draft draft) const {
  return renamed_column(draft, {table, from, to, "from", "to"});
}

}  // namespace

OperationKind rename_column() { return kind_of<RenameColumn>(); }

}  // namespace zdm::operations
