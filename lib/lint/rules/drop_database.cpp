#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void drop_database(const Subject& subject, Report& report) {
  if (subject.node.is("DropdbStmt"))
    report.add(fmt::format("the database \"{}\" is gone for good", subject.node.text("dbname")));
}

}  // namespace zdm::lint::rules
