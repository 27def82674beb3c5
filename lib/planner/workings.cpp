#include "planner/workings.hpp"

#include <set>

#include "core/search_path.hpp"
#include "planner/free_name.hpp"

namespace zdm::planner {
namespace {

std::set<Identifier> column_names(const TableChange& change) {
  std::set<Identifier> names;
  for (const auto& [id, name] : change.columns) names.insert(name);
  return names;
}

std::vector<TableWork> table_works(const std::vector<TableChange>& changes, const Folded& folded,
                                   const Catalog& before) {
  std::vector<TableWork> works;
  std::set<Identifier> taken = before.relation_names;
  for (const TableChange& change : changes) {
    TableWork work{.change = &change,
                   .composition = compose(change, folded),
                   .carried = carried(change, changes, taken),
                   .mark = std::nullopt,
                   .moved = std::nullopt};
    if (!work.composition.up.empty())
      work.mark = free_name(Identifier("_zdm_mark"), column_names(change));
    if (!work.composition.empty() && work.partitioned())
      work.moved = free_name(Identifier("_zdm_moved"), column_names(change));
    works.push_back(std::move(work));
  }
  return works;
}

Context context_of(const Workings& workings, const Migration& migration, const Catalog& before,
                   const Facts& facts, const Situation& situation) {
  return {.before = before,
          .folded = workings.folded,
          .facts = facts,
          .situation = situation,
          .names = workings.names,
          .version_schema = migration.version_schema(before.schema),
          .search_path = expression_path(before.schema, situation.search_path)};
}

}  // namespace

Workings::Workings(const Migration& migration, const Catalog& before, const Facts& facts,
                   const Situation& situation)
    : folded(fold(migration, before, facts)),
      changes(table_changes(before, folded)),
      names(before, changes),
      context(context_of(*this, migration, before, facts, situation)),
      works(table_works(changes, folded, before)) {}

}  // namespace zdm::planner
