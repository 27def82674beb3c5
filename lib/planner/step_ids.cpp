#include "planner/step_ids.hpp"

#include <set>
#include <string>

namespace zdm::planner {

std::vector<Step> with_ids_of_their_own(std::vector<Step> steps) {
  std::set<std::string> taken;
  for (const Step& step : steps) taken.insert(step.id);
  std::set<std::string> seen;
  for (Step& step : steps) {
    const std::string id = step.id;
    if (seen.insert(id).second) continue;
    for (int n = 2; !taken.insert(step.id).second; ++n) step.id = id + "#" + std::to_string(n);
    seen.insert(step.id);
  }
  return steps;
}

}  // namespace zdm::planner
