#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void drop_schema(const Subject& subject, Report& report) {
  if (subject.drops("OBJECT_SCHEMA"))
    for (const TableName& schema : subject.objects_dropped())
      report.add(fmt::format("the schema {} is gone for good", schema.quoted()));
}

}  // namespace zdm::lint::rules
