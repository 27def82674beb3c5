#include "run/edited_history.hpp"

#include <fmt/format.h>

namespace zdm::run {

std::optional<Finding> edited_history(const Migration& migration, const MigrationRecord& recorded) {
  if (migration.checksum() == recorded.checksum) return std::nullopt;
  const bool completed = recorded.status == MigrationStatus::completed;
  return Finding{
      .code = "edited-history",
      .severity = Severity::error,
      .place = {.file = migration.file, .pointer = {}},
      .message = completed
                     ? fmt::format("has changed since it was applied, at {}", recorded.completed_at)
                     : fmt::format("has changed since it was started, at {}; it is {}",
                                   recorded.started_at, to_string(recorded.status)),
      .hint = completed ? "undo that, and put the change into a new file, under a new name"
                        : "undo that and go on with it, or zdm rollback first"};
}

}  // namespace zdm::run
