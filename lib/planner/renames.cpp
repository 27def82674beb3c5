#include "planner/renames.hpp"

#include <algorithm>

#include "core/name.hpp"

namespace zdm::planner {

std::vector<Rename> ordered_renames(std::vector<Rename> renames) {
  std::vector<Rename> ordered;
  const auto target_is_free = [&](const Rename& rename) {
    return std::none_of(renames.begin(), renames.end(),
                        [&](const Rename& other) { return other.first == rename.second; });
  };
  while (!renames.empty()) {
    const auto next = std::find_if(renames.begin(), renames.end(), target_is_free);
    if (next != renames.end()) {
      ordered.push_back(*next);
      renames.erase(next);
      continue;
    }
    const Identifier aside = prefixed_name("_zdm_aside_", renames.front().first.str());
    ordered.push_back({renames.front().first, aside});
    renames.front().first = aside;
  }
  return ordered;
}

}  // namespace zdm::planner
