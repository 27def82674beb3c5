#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

namespace zdm {

// The text of a migration with others in the place of one of its operations; comments and layout of
// the rest stay. None where that cannot be done: YAML in flow style, or by aliases. What comes out
// has been read again, and is the migration with just that changed.
std::optional<std::string> with_operations(const std::string& file, const std::string& text,
                                           std::size_t index,
                                           const std::vector<nlohmann::ordered_json>& operations);

}  // namespace zdm
