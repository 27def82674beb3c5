// A foreign key that comes with a column of NULLs has nothing to look at.
#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {
namespace {

bool column_is_empty(const Subject& subject, const std::string& name) {
  for (const ColumnDefinition& column : subject.columns_added())
    if (column.name == name) return column.is_empty();
  return false;
}

}  // namespace

void fk_validated(const Subject& subject, Report& report) {
  for (const ConstraintDefinition& key : subject.constraints_added("CONSTR_FOREIGN")) {
    const bool is_on_nulls = !key.column.empty() && column_is_empty(subject, key.column);
    if (!key.node.flag("skip_validation") && !is_on_nulls)
      report.add(
          key.node,
          fmt::format("all of {} is read to check it, while nobody can write to it nor to {}",
                      key.table.quoted(), key.node.table("pktable").quoted()));
  }
}

}  // namespace zdm::lint::rules
