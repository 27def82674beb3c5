#include "planner/composition.hpp"

#include <algorithm>

namespace zdm::planner {
namespace {

struct Link {
  const Derivation* derivation;
  Identifier row;
};

// Every derivation, in the order in which they are evaluated.
std::vector<Link> up_links(const TableChange& change) {
  std::vector<Link> links;
  for (const DualWrite* write : change.dual_writes)
    for (const Derivation& derivation : write->up)
      links.push_back({&derivation, write->row_before});
  return links;
}

std::vector<Link> down_links(const TableChange& change) {
  std::vector<Link> links;
  for (auto write = change.dual_writes.rbegin(); write != change.dual_writes.rend(); ++write)
    for (const Derivation& derivation : (*write)->down)
      links.push_back({&derivation, (*write)->row_after});
  return links;
}

// Only the links that the wanted values need in the end, still in order.
std::vector<Link> needed_links(const std::vector<Link>& links, std::set<ColumnId> wanted) {
  std::vector<Link> kept;
  for (auto link = links.rbegin(); link != links.rend(); ++link) {
    if (wanted.count(link->derivation->target) == 0) continue;
    for (const auto& [name, id] : link->derivation->expression.columns) wanted.insert(id);
    kept.push_back(*link);
  }
  std::reverse(kept.begin(), kept.end());
  return kept;
}

std::set<ColumnId> ids(const std::vector<const Column*>& columns) {
  std::set<ColumnId> found;
  for (const Column* column : columns) found.insert(column->id);
  return found;
}

std::vector<Assignment> assignments(const std::vector<Link>& links, const TableChange& change,
                                    const Folded& folded) {
  std::vector<Assignment> result;
  const auto reads_of = [&](ColumnId id) -> std::set<ColumnId> {
    for (const Assignment& earlier : result)
      if (earlier.target == id) return earlier.reads;
    return is_physical(change, id) ? std::set<ColumnId>{id} : std::set<ColumnId>{};
  };
  for (const Link& link : links) {
    Assignment assignment{
        .target = link.derivation->target,
        .expression = &link.derivation->expression,
        .row = link.row,
        .column = folded.columns.at({change.either().id, link.derivation->target}),
        .reads = {}};
    for (const auto& [name, id] : assignment.expression->columns)
      assignment.reads.merge(reads_of(id));
    result.push_back(std::move(assignment));
  }
  return result;
}

}  // namespace

bool numbers_rows(const Assignment& assignment) {
  return assignment.reads.empty() &&
         (assignment.column.sequence || assignment.column.identity != Identity::none);
}

bool is_physical(const TableChange& change, ColumnId id) { return change.columns.count(id) > 0; }

Composition compose(const TableChange& change, const Folded& folded) {
  if (!change.kept()) return {};
  const auto up = needed_links(up_links(change), ids(change.new_columns()));
  const auto down = needed_links(down_links(change), ids(change.gone_columns()));
  return {.up = assignments(up, change, folded), .down = assignments(down, change, folded)};
}

}  // namespace zdm::planner
