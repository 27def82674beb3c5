// Expand: nothing; the new version's view has the new name.
// Contract: renames the table.
// Rollback: nothing.
#include <fmt/format.h>

#include <utility>

#include "operations/described.hpp"
#include "operations/find.hpp"
#include "operations/kinds.hpp"

namespace zdm::operations {
namespace {

struct RenameTable {
  Identifier from;
  Identifier to;

  static constexpr std::string_view kName = "rename_table";
  static constexpr std::string_view kSummary = "Gives a table another name.";
  static constexpr PhaseNotes kPhases{"nothing; the new version's view has the new name",
                                      "renames the table", "nothing"};
  static const fields::Record<RenameTable>& record();

  ObjectNames names() const { return {.needs = {from.str()}, .makes = {to.str()}}; }
  Inverse inverse(const Catalog& before, const Catalog& after) const;
  Changes changes(Draft draft) const;
};

const fields::Record<RenameTable>& RenameTable::record() {
  static const fields::Record<RenameTable> record(
      "rename_table", {
                          fields::required("from", &RenameTable::from, "the table's name"),
                          fields::required("to", &RenameTable::to, "its name in the new version"),
                      });
  return record;
}

Inverse RenameTable::inverse(const Catalog&, const Catalog&) const {
  return one_operation("rename_table", {{"from", to.str()}, {"to", from.str()}});
}

Changes RenameTable::changes(Draft draft) const {
  const Table* table = find_table(draft, from, draft.location().at("from"));
  require_free_relation(draft, to, draft.location().at("to"));
  if (draft.refused()) return draft.refusal();
  draft.free(from);
  draft.take(to);
  Table renamed = *table;
  renamed.name = to;
  return draft.changes(draft.before().with(std::move(renamed)));
}

}  // namespace

OperationKind rename_table() { return kind_of<RenameTable>(); }

}  // namespace zdm::operations
