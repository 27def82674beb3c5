#pragma once

#include <string>
#include <vector>

#include "core/finding.hpp"
#include "migration/history_policies.hpp"
#include "run/lifecycle.hpp"

namespace zdm::run {

// A folder held against the history of a database.
struct Outstanding {
  std::vector<Migration> migrations;  // what history does not have, in the folder's order
  Findings findings;                  // of those, and of files that do not fit to the history
};

// As far as the migration named `to`, if one is named: Error(usage) if there is none.
Outstanding outstanding(const Folder& folder, const std::vector<MigrationRecord>& history,
                        const HistoryPolicies& policies, const std::string& to);

}  // namespace zdm::run
