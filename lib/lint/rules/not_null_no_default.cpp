#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void not_null_no_default(const Subject& subject, Report& report) {
  for (const ColumnDefinition& column : subject.columns_added())
    if (column.is_empty() && (column.has("CONSTR_NOTNULL") || column.has("CONSTR_PRIMARY")))
      report.add(column.node,
                 fmt::format("\"{}\" is NOT NULL without a default: this fails if {} has rows, and "
                             "afterwards so does each INSERT of a client that does not know it",
                             column.name, column.table.quoted()));
}

}  // namespace zdm::lint::rules
