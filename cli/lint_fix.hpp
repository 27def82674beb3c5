#pragma once

#include <string>
#include <vector>

#include "console.hpp"
#include "core/identifier.hpp"

namespace zdm::cli {

// Writes the operations that do what SQL does: into migrations in the place of their sql
// operations, and for a .sql file in which lint finds something, a migration beside it. Tells what
// it has written, and what stays and why. A file that is there is never replaced.
void fix_files(const std::vector<std::string>& files, const Identifier& schema, Console& console);

}  // namespace zdm::cli
