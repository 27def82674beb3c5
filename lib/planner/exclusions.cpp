#include "planner/exclusions.hpp"

#include <string>

#include "planner/index_text.hpp"
#include "sql/constraint_ddl.hpp"
#include "sql/table_ddl.hpp"

namespace zdm::planner {

std::vector<Step> exclusion_steps(const std::vector<TableWork>& works, const Context& context) {
  std::vector<Step> steps;
  for (const TableWork& work : works)
    for (const ConstraintToAdd& added : work.carried.constraints) {
      if (!is_exclusion(added)) continue;
      const std::string& name = work.table().name.str();
      steps.push_back(
          {.id = "build.exclude." + added.added_as.str(),
           .phase = Phase::build,
           .title = name + ": add " + added.constraint->name.str() + " with its index",
           .work = Transaction{{ddl::add_exclusion(
               work.table(), added.added_as,
               constraint_rule(*added.constraint, work.change->after->id, context.names))}},
           .reversal = Transaction{{ddl::drop_constraint(work.table(), added.added_as)}}});
    }
  return steps;
}

bool is_exclusion(const ConstraintToAdd& added) {
  return std::holds_alternative<ExcludeConstraint>(added.constraint->rule);
}

}  // namespace zdm::planner
