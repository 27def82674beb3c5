#pragma once

#include <string>
#include <vector>

namespace zdm::cli {

// `; did you mean "…"?`, to be put behind a message about a name that is none of these; empty where
// none of them is near.
std::string or_meant(const std::string& name, const std::vector<std::string>& known);

}  // namespace zdm::cli
