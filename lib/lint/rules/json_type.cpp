#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void json_type(const Subject& subject, Report& report) {
  for (const ColumnDefinition& column : subject.columns_defined())
    if (column.type() == "json")
      report.add(column.node,
                 fmt::format(
                     "\"{}\" is of the type json, which has no equality: SELECT DISTINCT, GROUP BY "
                     "and UNION fail on it",
                     column.name));
}

}  // namespace zdm::lint::rules
