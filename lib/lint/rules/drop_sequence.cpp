#include <fmt/format.h>

#include "lint/rules.hpp"

namespace zdm::lint::rules {

void drop_sequence(const Subject& subject, Report& report) {
  if (subject.drops("OBJECT_SEQUENCE"))
    for (const TableName& sequence : subject.objects_dropped())
      report.add(
          fmt::format("the sequence {} and where it stood are gone for good", sequence.quoted()));
}

}  // namespace zdm::lint::rules
