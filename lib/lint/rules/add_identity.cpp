// Each row needs a value of its own from the sequence.
#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void add_identity(const Subject& subject, Report& report) {
  for (const ColumnDefinition& column : subject.columns_added())
    if (column.has("CONSTR_IDENTITY") || is_serial(column.type()))
      report.add(column.node, fmt::format("{} is rewritten to number its rows in \"{}\"",
                                          column.table.quoted(), column.name));
}

}  // namespace zdm::lint::rules
