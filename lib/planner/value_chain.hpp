#pragma once

#include <functional>
#include <string>

#include "planner/row_values.hpp"

namespace zdm::planner {

// Derived values as a chain of subqueries, one for each assignment: an expression stands in it as
// it was written, and sees the row as its operation saw it, under the table's name at that time.
class ValueChain {
 public:
  // What a column's value is where no assignment derives it.
  using Origin = std::function<Sql(ColumnId)>;

  // `prefix` begins the subqueries' names. `assignments` and `folded` must outlive this.
  ValueChain(const TableChange& change, const std::vector<Assignment>& assignments,
             const Folded& folded, std::string prefix, Origin origin);

  // LATERAL (SELECT (…)::text AS "_zdm_v5" FROM (SELECT …) AS "users") AS "_zdm_v5"
  Sql link(const Assignment& assignment) const;

  // "_zdm_v5"."_zdm_v5": what link() has derived.
  Sql derived(ColumnId id) const;
  bool is_derived(ColumnId id) const;
  // As an expression reads it from the column.
  Sql value_of(ColumnId id) const;

 private:
  Sql row_of(const Assignment& assignment) const;

  const TableChange& change_;
  const std::vector<Assignment>& assignments_;
  const Folded& folded_;
  std::string prefix_;
  Origin origin_;
};

}  // namespace zdm::planner
