#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/finding.hpp"

namespace zdm {

// What nlohmann's parser has against a text, in our words: `position` is the number of bytes that
// it has read, `what` its message. The finding has no file.
Finding json_error(std::string_view text, std::size_t position, const std::string& what);

}  // namespace zdm
