#include "planner/free_name.hpp"

#include <string>

#include "core/name.hpp"

namespace zdm::planner {

Identifier free_name(const Identifier& name, const std::set<Identifier>& taken) {
  if (taken.count(name) == 0) return name;
  Identifier candidate = prefixed_name("_zdm_new_", name.str());
  for (int i = 2; taken.count(candidate) > 0; ++i)
    candidate = prefixed_name("_zdm_new" + std::to_string(i) + "_", name.str());
  return candidate;
}

}  // namespace zdm::planner
