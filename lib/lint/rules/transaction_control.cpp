#include "lint/rules.hpp"

namespace zdm::lint::rules {

void transaction_control(const Subject& subject, Report& report) {
  const bool is_run_by_zdm = subject.origin == Origin::operation || subject.origin == Origin::down;
  if (subject.node.is("TransactionStmt") && is_run_by_zdm)
    report.add("BEGIN, COMMIT and other commands on transactions would break zdm's own");
}

}  // namespace zdm::lint::rules
