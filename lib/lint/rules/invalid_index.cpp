// A build that has failed leaves an index that is dead weight, and IF NOT EXISTS takes it for done.
#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void invalid_index(const Subject& subject, Report& report) {
  if (subject.node.is("IndexStmt") && subject.node.flag("concurrent") &&
      subject.node.flag("if_not_exists"))
    report.add(
        fmt::format("IF NOT EXISTS takes an INVALID \"{}\", which an attempt that failed has left, "
                    "for done",
                    subject.node.text("idxname")));
}

}  // namespace zdm::lint::rules
