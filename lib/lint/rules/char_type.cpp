#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void char_type(const Subject& subject, Report& report) {
  for (const ColumnDefinition& column : subject.columns_defined())
    if (column.type() == "bpchar")
      report.add(column.node,
                 fmt::format("\"{}\" is padded with blanks to its length", column.name));
}

}  // namespace zdm::lint::rules
