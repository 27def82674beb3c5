#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void replica_identity(const Subject& subject, Report& report) {
  for (const TableChange& change : subject.changes("AT_ReplicaIdentity"))
    report.add(
        fmt::format("subscribers of {} get other old rows from now on; with less of an identity, "
                    "UPDATE and DELETE of a published table fail",
                    change.table.quoted()));
}

}  // namespace zdm::lint::rules
