#include "core/search_path.hpp"

namespace zdm {

std::vector<Identifier> expression_path(const Identifier& schema,
                                        const std::vector<Identifier>& further) {
  std::vector<Identifier> path{schema};
  path.insert(path.end(), further.begin(), further.end());
  return path;
}

}  // namespace zdm
