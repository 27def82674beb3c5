// PostgreSQL looks whether each row's value is one of the domain, even where all are NULL. Only
// domains of the same script are known.
#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void add_constrained_domain(const Subject& subject, Report& report) {
  for (const ColumnDefinition& column : subject.columns_added())
    if (subject.before.is_constrained_domain(column.type()))
      report.add(column.node,
                 fmt::format("{} is rewritten to add \"{}\", whose domain \"{}\" has constraints",
                             column.table.quoted(), column.name, column.type()));
}

}  // namespace zdm::lint::rules
