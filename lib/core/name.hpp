#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "core/identifier.hpp"

namespace zdm {

// FNV-1a over the bytes: the same on every machine and in every release.
std::uint64_t stable_hash(std::string_view text);

// A name of zdm's own, made of parts joined by dots: internal_name({"up", "public", "users"}) is
// "up.public.users". Where a part holds a dot, or the whole would be longer than 63 bytes, the name
// is cut (at a character) and ends in a hash of all parts, so that different parts never give the
// same name.
Identifier internal_name(std::initializer_list<std::string_view> parts);

// "_zdm_new_<name>", shortened in the same way.
Identifier prefixed_name(std::string_view prefix, std::string_view name);

}  // namespace zdm
