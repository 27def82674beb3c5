#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void varchar_limit(const Subject& subject, Report& report) {
  for (const ColumnDefinition& column : subject.columns_defined())
    if (column.type() == "varchar" && !column.node.at("typeName").list("typmods").empty())
      report.add(column.node,
                 fmt::format("the limit of \"{}\" will have to be changed one day", column.name));
}

}  // namespace zdm::lint::rules
