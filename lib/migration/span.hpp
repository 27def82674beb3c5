#pragma once

#include <vector>

#include "migration/migration.hpp"

namespace zdm {

// Migrations that run as one span: the operations of all in the order of the files, each with its
// place in its own, under the name and the version schema of the newest.
Migration as_one(const std::vector<Migration>& span);

std::vector<std::string> names_of(const std::vector<Migration>& span);

}  // namespace zdm
