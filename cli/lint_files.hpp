#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/finding.hpp"
#include "core/identifier.hpp"

namespace zdm::cli {

// What linting some files gave.
struct LintReport {
  std::size_t files = 0;
  Findings findings;  // file by file, each in its order
};

// Files as they are, and of folders all .sql files and migrations in them and below, by name; what
// begins with a dot is left out. A file that is given twice is taken once. Throws Error(usage)
// where a folder has none.
std::vector<std::string> files_to_lint(const std::vector<std::string>& places);

bool is_sql_file(std::string_view file);  // by its ending

// Each by the settings of the .zdm.json in its folder or the nearest one above. Needs no database.
LintReport lint_files(const std::vector<std::string>& files, const Identifier& schema);

}  // namespace zdm::cli
