// ON ONLY a partitioned table builds nothing.
#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void index_blocking(const Subject& subject, Report& report) {
  const TableName table = subject.node.table("relation");
  if (subject.node.is("IndexStmt") && !subject.node.flag("concurrent") && subject.in_use(table) &&
      subject.node.at("relation").flag("inh"))
    report.add(fmt::format("nobody can write to {} while the index is built", table.quoted()));
}

}  // namespace zdm::lint::rules
