#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void unique_inline(const Subject& subject, Report& report) {
  for (const std::string_view kind : {"CONSTR_UNIQUE", "CONSTR_PRIMARY"})
    for (const ConstraintDefinition& key : subject.constraints_added(kind))
      if (!key.node.has("indexname"))
        report.add(key.node, fmt::format("its index is built while nobody can read or write {}",
                                         key.table.quoted()));
}

}  // namespace zdm::lint::rules
