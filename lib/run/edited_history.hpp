#pragma once

#include <optional>

#include "core/finding.hpp"
#include "migration/migration.hpp"
#include "run/lifecycle.hpp"

namespace zdm::run {

// An error where the file is not what the database has recorded under its name: then neither
// "applied already" nor "go on with it" would be true of it.
std::optional<Finding> edited_history(const Migration& migration, const MigrationRecord& recorded);

}  // namespace zdm::run
