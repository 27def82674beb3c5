#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void set_tablespace(const Subject& subject, Report& report) {
  for (const TableChange& change : subject.changes("AT_SetTableSpace"))
    report.add(
        fmt::format("nobody can read or write {} while it is copied", change.table.quoted()));
  if (subject.node.is("AlterTableMoveAllStmt"))
    report.add(fmt::format("nobody can read or write the tables in \"{}\" while they are copied",
                           subject.node.text("orig_tablespacename")));
}

}  // namespace zdm::lint::rules
