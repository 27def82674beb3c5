#include "run/out_of_order.hpp"

#include <fmt/format.h>

#include "migration/file_order.hpp"

namespace zdm::run {

std::optional<Finding> out_of_order(const Migration& migration,
                                    const std::vector<MigrationRecord>& history) {
  const std::string* last = &migration.name;
  for (const MigrationRecord& record : history)
    if (record.status != MigrationStatus::rolled_back && comes_before(*last, record.name))
      last = &record.name;
  if (last == &migration.name) return std::nullopt;
  return Finding{.code = "out-of-order",
                 .severity = Severity::warning,
                 .place = {.file = migration.file, .pointer = {}},
                 .message = fmt::format("sorts before \"{}\", which is applied already", *last),
                 .hint =
                     "rename it, so that it comes last: databases that get the files in their "
                     "order end up alike"};
}

}  // namespace zdm::run
