#pragma once

#include <string>

namespace zdm::cli {

// Text of the user's in a line, or in a table's cell: without meaning to Markdown or HTML.
std::string escaped(const std::string& text);

}  // namespace zdm::cli
