#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void index_partitioned(const Subject& subject, Report& report) {
  if (subject.node.is("IndexStmt") && subject.node.flag("concurrent") &&
      subject.before.is_partitioned(subject.node.table("relation")))
    report.add(fmt::format("{} is partitioned: PostgreSQL builds no index on it concurrently",
                           subject.node.table("relation").quoted()));
}

}  // namespace zdm::lint::rules
