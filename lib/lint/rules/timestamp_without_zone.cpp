#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void timestamp_without_zone(const Subject& subject, Report& report) {
  for (const ColumnDefinition& column : subject.columns_defined())
    if (column.type() == "timestamp")
      report.add(column.node,
                 fmt::format("\"{}\" means another instant in each time zone", column.name));
}

}  // namespace zdm::lint::rules
