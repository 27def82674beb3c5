#pragma once

#include <string>
#include <vector>

#include "convert/convert.hpp"

namespace zdm::cli {

// A migration and the file for it.
struct ConvertedFile {
  std::string name;  // without its ending
  std::string text;
};

// One for each migration of a conversion: NAME, or NAME_1, NAME_2 …, in the order in which they
// run. `ending` is ".json" or ".yaml".
std::vector<ConvertedFile> converted_files(const convert::Conversion& conversion,
                                           const std::string& name, const std::string& ending);

// Beside each other: "migrations/" and "01_users" for migrations/01_users.json. Throws
// Error(failed) where one of the files is there already, unless it may be replaced; none is written
// then.
enum class IfThere { refuse, replace };
std::vector<std::string> write_files(const std::vector<ConvertedFile>& files,
                                     const std::string& folder, const std::string& ending,
                                     IfThere if_there);

}  // namespace zdm::cli
