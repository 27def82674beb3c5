// Expand: nothing.
// Contract: drops the index concurrently.
// Rollback: nothing.
#include <fmt/format.h>

#include <string>
#include <utility>

#include "operations/as_fields.hpp"
#include "operations/beyond_fields.hpp"
#include "operations/dependents.hpp"
#include "operations/described.hpp"
#include "operations/find.hpp"
#include "operations/kinds.hpp"

namespace zdm::operations {
namespace {

struct DropIndex {
  Identifier name;

  static constexpr std::string_view kName = "drop_index";
  static constexpr std::string_view kSummary = "Drops an index, concurrently, at complete.";
  static constexpr PhaseNotes kPhases{"nothing", "drops the index concurrently", "nothing"};
  static const fields::Record<DropIndex>& record();

  ObjectNames names() const { return {.needs = {name.str()}, .makes = {}}; }
  Inverse inverse(const Catalog& before, const Catalog& after) const;
  Changes changes(Draft draft) const;
};

const fields::Record<DropIndex>& DropIndex::record() {
  static const fields::Record<DropIndex> record(
      "drop_index", {fields::required("name", &DropIndex::name, "the index's name")});
  return record;
}

std::vector<std::string> index_names(const Catalog& catalog) {
  std::vector<std::string> names;
  for (const auto& table : catalog.tables())
    for (const Index& index : table->indexes) names.push_back(index.name.str());
  return names;
}

void refuse_missing(Draft& draft, const Identifier& name, const fields::Location& where) {
  for (const auto& table : draft.before().tables())
    if (const Constraint* constraint = table->constraint(name)) {
      draft.refuse(where, "missing-index",
                   fmt::format("\"{}\" is a constraint of table \"{}\", and its index goes with it",
                               constraint->name.str(), table->name.str()),
                   "drop the constraint");
      return;
    }
  const std::vector<std::string> names = index_names(draft.before());
  const std::string meant = nearest(name.str(), names);
  draft.refuse(where, "missing-index", fmt::format("there is no index \"{}\"", name.str()),
               !meant.empty()  ? fmt::format("did you mean \"{}\"?", meant)
               : names.empty() ? "there are no indexes but those of constraints"
                               : "indexes are " + list_of(names));
}

Inverse inverse_of_dropped(const Index& index, const Table& table) {
  if (!has_fields(index))
    return no_inverse(
        fmt::format("index \"{}\" is of the method {}, which no operation makes: use sql",
                    index.name.str(), index.method));
  Inverse inverse = one_operation("create_index", as_fields(index, table));
  inverse.lack(beyond_fields(index));
  return inverse;
}

Inverse DropIndex::inverse(const Catalog& before, const Catalog&) const {
  for (const auto& table : before.tables())
    if (const Index* index = table->index(name)) return inverse_of_dropped(*index, *table);
  return unknown_before(fmt::format("index \"{}\"", name.str()));
}

Changes DropIndex::changes(Draft draft) const {
  const fields::Location where = draft.location().at("name");
  for (const auto& table : draft.before().tables()) {
    if (table->index(name) == nullptr) continue;
    if (table->replica_identity_index == name)
      draft.refuse(where, "has-dependents",
                   fmt::format("index \"{}\" is the replica identity of table \"{}\"", name.str(),
                               table->name.str()),
                   "set another replica identity first");
    Table after = *table;
    std::erase_if(after.indexes, [&](const Index& index) { return index.name == name; });
    refuse_lost_keys(draft, *table, after, where);
    draft.free(name);
    return draft.changes(draft.before().with(std::move(after)));
  }
  refuse_missing(draft, name, where);
  return draft.refusal();
}

}  // namespace

OperationKind drop_index() { return kind_of<DropIndex>(); }

}  // namespace zdm::operations
