#include "planner/value_chain.hpp"

#include <algorithm>
#include <utility>

namespace zdm::planner {

ValueChain::ValueChain(const TableChange& change, const std::vector<Assignment>& assignments,
                       const Folded& folded, std::string prefix, Origin origin)
    : change_(change),
      assignments_(assignments),
      folded_(folded),
      prefix_(std::move(prefix)),
      origin_(std::move(origin)) {}

Sql ValueChain::link(const Assignment& assignment) const {
  const Identifier name(prefix_ + std::to_string(assignment.target));
  return sql("LATERAL (SELECT {} AS {}{}) AS {}", verbatim_value(assignment), name,
             row_of(assignment), name);
}

Sql ValueChain::derived(ColumnId id) const {
  const Identifier name(prefix_ + std::to_string(id));
  return sql("{}.{}", name, name);
}

bool ValueChain::is_derived(ColumnId id) const {
  return std::any_of(assignments_.begin(), assignments_.end(),
                     [&](const Assignment& a) { return a.target == id; });
}

Sql ValueChain::value_of(ColumnId id) const {
  if (!is_derived(id)) return origin_(id);
  return as_held(derived(id), folded_.columns.at({change_.either().id, id}));
}

Sql ValueChain::row_of(const Assignment& assignment) const {
  std::vector<Sql> columns;
  for (const auto& [name, id] : assignment.expression->columns)
    columns.push_back(sql("{} AS {}", value_of(id), name));
  if (columns.empty()) return sql("");
  return sql(" FROM (SELECT {}) AS {}", join(columns, ", "), assignment.row);
}

}  // namespace zdm::planner
