#include "lint/rules.hpp"

namespace zdm::lint::rules {

void drop_owned(const Subject& subject, Report& report) {
  if (subject.node.is("DropOwnedStmt"))
    report.add("all that the role owns is gone for good, whatever it is");
}

}  // namespace zdm::lint::rules
