#include <fmt/format.h>

#include "run/lifecycle_parts.hpp"

namespace zdm::run {

void refuse_while_active(const MigrationRecord& active) {
  const auto refuse = [&active](const char* what, const char* hint) {
    throw Error(ErrorKind::wrong_state, fmt::format("{} {}", named(active), what), hint);
  };
  switch (active.status) {
    case MigrationStatus::starting:
      refuse("was started, but not to its end",
             "zdm start with its file goes on; zdm rollback takes it back");
      break;
    case MigrationStatus::started:
      refuse("is active", "zdm complete or zdm rollback ends it");
      break;
    case MigrationStatus::completing:
      refuse("is being completed", "zdm complete goes on with that");
      break;
    case MigrationStatus::rolling_back:
      refuse("is being rolled back", "zdm rollback goes on with that");
      break;
    case MigrationStatus::completed:
    case MigrationStatus::rolled_back:
      break;
  }
  throw Error(ErrorKind::wrong_state, fmt::format("{} is not active", named(active)));
}

void refuse_completed(const MigrationRecord& completed, const std::string& checksum) {
  const bool edited = checksum != completed.checksum;
  throw Error(ErrorKind::wrong_state,
              fmt::format("{} was completed at {}{}", named(completed), completed.completed_at,
                          edited ? ", and its file was changed since" : ""),
              edited ? "put the change into a new file, under a new name"
                     : "there is nothing to do; a new change needs a new file");
}

}  // namespace zdm::run
