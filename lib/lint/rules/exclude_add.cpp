#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void exclude_add(const Subject& subject, Report& report) {
  for (const ConstraintDefinition& constraint : subject.constraints_added("CONSTR_EXCLUSION"))
    report.add(constraint.node,
               fmt::format("its index is built while nobody can read or write {}, and "
                           "PostgreSQL knows no other way",
                           constraint.table.quoted()));
}

}  // namespace zdm::lint::rules
