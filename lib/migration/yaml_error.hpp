#pragma once

#include <string>
#include <string_view>

#include "core/finding.hpp"
#include "fields/location.hpp"

namespace zdm {

// What yaml-cpp has against a text, in our words: where (`line` is that line of the text), and its
// message.
Finding yaml_error(const std::string& file, const fields::Position& position, std::string_view line,
                   const std::string& message);

}  // namespace zdm
