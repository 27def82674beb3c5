#include "lint/rules.hpp"
#include "sql/script.hpp"

namespace zdm::lint::rules {

void concurrently_in_transaction(const Subject& subject, Report& report) {
  if (subject.before.in_transaction() && forbids_transaction(subject.statement.text))
    report.add("PostgreSQL refuses this command inside a transaction");
}

}  // namespace zdm::lint::rules
