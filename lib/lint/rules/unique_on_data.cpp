#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void unique_on_data(const Subject& subject, Report& report) {
  if (subject.node.is("IndexStmt") && subject.node.flag("unique") &&
      subject.in_use(subject.node.table("relation")))
    report.add(fmt::format("fails if {} has two rows that are equal in it",
                           subject.node.table("relation").quoted()));
  for (const std::string_view kind : {"CONSTR_UNIQUE", "CONSTR_PRIMARY"})
    for (const ConstraintDefinition& key : subject.constraints_added(kind))
      if (!key.node.has("indexname") && key.column.empty())
        report.add(key.node, fmt::format("fails if {} has two rows that are equal in it",
                                         key.table.quoted()));
}

}  // namespace zdm::lint::rules
