#pragma once

#include <compare>
#include <optional>
#include <string>
#include <vector>

#include "core/identifier.hpp"

namespace zdm {

// One granted privilege, as aclexplode() tells it. No grantee means PUBLIC.
struct Privilege {
  std::string kind;  // SELECT, INSERT, UPDATE, DELETE, REFERENCES, TRIGGER, TRUNCATE, USAGE, CREATE
  std::optional<Identifier> grantee;
  bool grantable = false;

  auto operator<=>(const Privilege&) const = default;
};

using Privileges = std::vector<Privilege>;

}  // namespace zdm
