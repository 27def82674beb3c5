// A condition that only says "not done yet" holds for all rows the first time.
#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void unbatched_update(const Subject& subject, Report& report) {
  if (!subject.node.is("UpdateStmt") && !subject.node.is("DeleteStmt")) return;
  const TableName table = subject.node.table("relation");
  const SyntaxNode condition = subject.node.at("whereClause");
  const bool is_of_all = !condition || condition.is("NullTest") || condition.is("A_Const");
  if (is_of_all && subject.in_use(table))
    report.add(fmt::format(
        "writes all rows of {} in one transaction: each stays locked to its end, and the "
        "table grows by as much",
        table.quoted()));
}

}  // namespace zdm::lint::rules
