#include "pg/server_version.hpp"

#include <fmt/format.h>

namespace zdm::pg {
namespace {

constexpr int kOldest = 140000;

// Before 10 the first two numbers were the major version's.
std::string to_text(int version) {
  const int minor = version >= 100000 ? version % 10000 : version / 100 % 100;
  return fmt::format("{}.{}", version / 10000, minor);
}

}  // namespace

std::string why_too_old(int version) {
  if (version >= kOldest) return {};
  return fmt::format("the server is PostgreSQL {}; zdm needs 14 or newer", to_text(version));
}

}  // namespace zdm::pg
