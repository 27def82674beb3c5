#pragma once

#include <optional>
#include <vector>

#include "core/finding.hpp"
#include "migration/migration.hpp"
#include "run/lifecycle.hpp"

namespace zdm::run {

// A warning where a migration that has been started, and not rolled back, sorts behind this one:
// whoever applies the folder's files in their order gets other tables than this database has.
std::optional<Finding> out_of_order(const Migration& migration,
                                    const std::vector<MigrationRecord>& history);

}  // namespace zdm::run
