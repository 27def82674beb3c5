// STORED, which is the only kind that libpg_query's grammar knows.
#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void add_generated(const Subject& subject, Report& report) {
  for (const ColumnDefinition& column : subject.columns_added())
    if (column.has("CONSTR_GENERATED"))
      report.add(column.node, fmt::format("{} is rewritten to compute \"{}\" for each row",
                                          column.table.quoted(), column.name));
}

}  // namespace zdm::lint::rules
