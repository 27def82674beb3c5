// A default that is the same for all rows is put into the catalog once; one that may differ has to
// be computed for each row, and written.
#include <fmt/format.h>

#include "lint/rules.hpp"
#include "lint/volatility.hpp"

namespace zdm::lint::rules {

void volatile_default(const Subject& subject, Report& report) {
  for (const ColumnDefinition& column : subject.columns_added())
    for (const SyntaxNode& constraint : column.constraints("CONSTR_DEFAULT"))
      if (const std::string function = volatile_function(constraint.at("raw_expr"));
          !function.empty())
        report.add(
            column.node,
            fmt::format("{} is rewritten to add \"{}\": {}() in its default is or may be volatile",
                        column.table.quoted(), column.name, function));
}

}  // namespace zdm::lint::rules
