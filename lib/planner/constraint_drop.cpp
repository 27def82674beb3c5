#include "planner/constraint_drop.hpp"

#include "sql/constraint_ddl.hpp"

namespace zdm::planner {

Statement drop_of(const Constraint& constraint, const QualifiedName& table, const Identifier& name,
                  const PhysicalNames& names) {
  if (const ForeignKeyConstraint* key = constraint.foreign_key())
    return ddl::drop_foreign_key(table, name, names.referenced(*key));
  return ddl::drop_constraint(table, name);
}

}  // namespace zdm::planner
