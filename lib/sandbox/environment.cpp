#include "sandbox/environment.hpp"

#include <unistd.h>

#include <algorithm>

namespace zdm::sandbox {

Environment environment_without(std::initializer_list<std::string_view> prefixes) {
  Environment result;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const bool unwanted = std::ranges::any_of(
        prefixes, [&](std::string_view prefix) { return text.starts_with(prefix); });
    if (!unwanted) result.emplace_back(text);
  }
  return result;
}

}  // namespace zdm::sandbox
