#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void drop_table(const Subject& subject, Report& report) {
  if (!subject.drops("OBJECT_TABLE")) return;
  for (const TableName& table : subject.objects_dropped())
    if (subject.in_use(table))
      report.add(fmt::format("clients that know {} fail, and its data is gone", table.quoted()));
}

}  // namespace zdm::lint::rules
