#include "planner/acting_order.hpp"

#include <algorithm>

#include "planner/set_columns.hpp"
#include "sql/constraint_ddl.hpp"

namespace zdm::planner {

std::optional<Statement> acting_order(const ConstraintToAdd& added, const QualifiedName& table,
                                      const TableWork& work, const Context& context) {
  const ForeignKeyConstraint* key = added.constraint->foreign_key();
  if (key == nullptr || !added.constraint->existing) return std::nullopt;
  const auto set = columns_set_by(*key, "SET");
  if (std::none_of(set.begin(), set.end(), [&](ColumnId id) { return work.change->is_new(id); }))
    return std::nullopt;
  return ddl::let_act_after({table, added.added_as}, {work.table(), *added.constraint->existing},
                            context.names.referenced(*key));
}

}  // namespace zdm::planner
