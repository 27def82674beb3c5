// Expand: builds the index concurrently.
// Contract: nothing; or gives it its name, if an index that goes has that name until then.
// Rollback: drops it concurrently.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "operations/described.hpp"
#include "operations/find.hpp"
#include "operations/index_spec.hpp"
#include "operations/kinds.hpp"
#include "operations/new_index.hpp"
#include "operations/object_names.hpp"

namespace zdm::operations {

ObjectNames CreateIndex::names() const {
  ObjectNames names{.needs = {table.str()}, .makes = {name.str()}};
  for (const IndexElementSpec& element : columns) {
    if (element.column) names.needs.push_back(in_table(table, *element.column));
    add_needs(names, table, element.expression);
  }
  for (const Identifier& column : include) names.needs.push_back(in_table(table, column));
  add_needs(names, table, predicate);
  return names;
}

Inverse CreateIndex::inverse(const Catalog&, const Catalog&) const {
  return one_operation("drop_index", {{"name", name.str()}});
}

Changes CreateIndex::changes(Draft draft) const {
  const Table* before = find_table(draft, table, draft.location().at("table"));
  require_free_relation(draft, name, draft.location().at("name"));
  if (before == nullptr) return draft.refusal();
  const Index index = new_index(draft, *before, *this);
  draft.take(name);
  Table after = *before;
  const auto next = std::find_if(after.indexes.begin(), after.indexes.end(),
                                 [&](const Index& other) { return name < other.name; });
  after.indexes.insert(next, index);
  return draft.changes(draft.before().with(std::move(after)));
}

OperationKind create_index() { return kind_of<CreateIndex>(); }

}  // namespace zdm::operations
