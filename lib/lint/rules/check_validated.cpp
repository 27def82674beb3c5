#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void check_validated(const Subject& subject, Report& report) {
  for (const ConstraintDefinition& check : subject.constraints_added("CONSTR_CHECK"))
    if (!check.node.flag("skip_validation"))
      report.add(check.node,
                 fmt::format("all of {} is read to check it, while nobody can read or write it",
                             check.table.quoted()));
}

}  // namespace zdm::lint::rules
