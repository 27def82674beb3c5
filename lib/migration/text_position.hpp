#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "fields/location.hpp"

namespace zdm {

// Line and column of a byte of a text.
fields::Position position_of(std::string_view text, std::size_t offset);

// The byte at a line and column; the text's size behind its end.
std::size_t offset_of(std::string_view text, const fields::Position& position);

// The first byte that is not UTF-8 (RFC 3629), if there is one.
std::optional<std::size_t> first_invalid_utf8(std::string_view text);

}  // namespace zdm
