#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void serial_type(const Subject& subject, Report& report) {
  for (const ColumnDefinition& column : subject.columns_defined())
    if (is_serial(column.type()))
      report.add(column.node,
                 fmt::format("\"{}\" is a serial, whose sequence has privileges and an owner "
                             "of its own",
                             column.name));
}

}  // namespace zdm::lint::rules
